-- table promises
CREATE VIEW promises AS
SELECT
  `t11`.`commitment`, `t11`.`requester`, `t11`.`performer`, `t11`.`purpose`, `t11`.`subject`, `t11`.`unit`,
  `t11`.`customer`, `t11`.`tier`, `t11`.`line`, `t11`.`agreed_minutes`, `t11`.`requested_position`,
  `t11`.`requested_at`, `t11`.`asked_due`, `t11`.`asked_quantity`, `t11`.`asked_value`, `t11`.`last_promise`,
  `t11`.`last_withdrawn`, `t11`.`last_revoked`, `t11`.`last_position`, `t11`.`promised_at`, IF(
    `t11`.`first_promise` IS NOT NULL, COALESCE(`t11`.`first_due`, `t11`.`asked_due`), CAST(NULL AS TIMESTAMP)
  ) AS `first_due`, COALESCE(`t11`.`first_quantity`, `t11`.`asked_quantity`) AS `first_quantity`, IF(
    `t11`.`last_promise` IS NOT NULL, COALESCE(`t11`.`last_due`, `t11`.`asked_due`), CAST(NULL AS TIMESTAMP)
  ) AS `last_due`, COALESCE(`t11`.`last_quantity`, `t11`.`asked_quantity`) AS `last_quantity`
FROM (
  SELECT
    `t10`.`commitment`, `t10`.`requester`, `t10`.`performer`, `t10`.`purpose`, `t10`.`subject`, `t10`.`unit`,
    `t10`.`customer`, `t10`.`tier`, `t10`.`line`, `t10`.`agreed_minutes`, `t10`.`requested_position`,
    `t10`.`requested_at`, `t10`.`asked_due`, `t10`.`asked_quantity`, `t10`.`asked_value`, `t10`.`first_promise`,
    `t10`.`last_promise`, `t10`.`last_due_position`, `t10`.`last_quantity_position`, `t10`.`last_withdrawn`,
    `t10`.`last_revoked`, `t10`.`last_position`, `t5`.`first_due`, `t5`.`first_quantity`, `t5`.`promised_at`,
    `t6`.`last_due`, `t7`.`last_quantity`
  FROM (
    SELECT
      *
    FROM (
      SELECT
        `t4`.`commitment`, MAX(IF(`t4`.`kind` = 'Requested', `t4`.`requester`, NULL)) AS `requester`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`performer`, NULL)) AS `performer`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`purpose`, NULL)) AS `purpose`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`subject`, NULL)) AS `subject`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`unit`, NULL)) AS `unit`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`customer`, NULL)) AS `customer`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`tier`, NULL)) AS `tier`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`line`, NULL)) AS `line`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`agreed_minutes`, NULL)) AS `agreed_minutes`,
        MIN(IF(`t4`.`kind` = 'Requested', `t4`.`position`, NULL)) AS `requested_position`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`happened_at`, NULL)) AS `requested_at`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`due`, NULL)) AS `asked_due`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`quantity`, NULL)) AS `asked_quantity`,
        MAX(IF(`t4`.`kind` = 'Requested', `t4`.`value`, NULL)) AS `asked_value`,
        MIN(IF(`t4`.`kind` = 'Promised', `t4`.`position`, NULL)) AS `first_promise`,
        MAX(IF(`t4`.`kind` IN ('Promised', 'Renegotiated'), `t4`.`position`, NULL)) AS `last_promise`, MAX(IF(
            `t4`.`kind` IN ('Promised', 'Renegotiated') AND (`t4`.`due` IS NOT NULL), `t4`.`position`, NULL)
        ) AS `last_due_position`, MAX(IF(`t4`.`kind` IN ('Promised', 'Renegotiated')
            AND (`t4`.`quantity` IS NOT NULL AND NOT ISNAN(`t4`.`quantity`)), `t4`.`position`, NULL)
        ) AS `last_quantity_position`,
        MAX(IF(`t4`.`kind` IN ('Withdrawn', 'PromiseDropped'), `t4`.`position`, NULL)) AS `last_withdrawn`,
        MAX(IF(`t4`.`kind` = 'Revoked', `t4`.`position`, NULL)) AS `last_revoked`,
        MAX(`t4`.`position`) AS `last_position`
      FROM (
        SELECT
          *
        FROM `facts` AS `t0`
        WHERE
          `t0`.`commitment` IS NOT NULL) AS `t4`
      GROUP BY
        1) AS `t8`
    WHERE
      `t8`.`requested_position` IS NOT NULL) AS `t10`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`position` AS `place`, `t0`.`due` AS `first_due`, `t0`.`quantity` AS `first_quantity`,
      `t0`.`happened_at` AS `promised_at`
    FROM `facts` AS `t0`
    WHERE
      `t0`.`kind` IN ('Promised', 'Renegotiated')) AS `t5`
    ON `t10`.`first_promise` = `t5`.`place`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`position` AS `place`, `t0`.`due` AS `last_due`
    FROM `facts` AS `t0`
    WHERE
      `t0`.`kind` IN ('Promised', 'Renegotiated')) AS `t6`
    ON `t10`.`last_due_position` = `t6`.`place`
  LEFT OUTER JOIN (
    SELECT
      `t0`.`position` AS `place`, `t0`.`quantity` AS `last_quantity`
    FROM `facts` AS `t0`
    WHERE
      `t0`.`kind` IN ('Promised', 'Renegotiated')) AS `t7`
    ON `t10`.`last_quantity_position` = `t7`.`place`) AS `t11`;

-- table deliveries
CREATE VIEW deliveries AS
SELECT
  `t5`.`commitment`, `t5`.`handover`, `t5`.`delivered_position`, `t5`.`delivered_at`, `t5`.`answered_at`,
  `t5`.`accepted`, `t5`.`rejected`, `t5`.`settled`, `t5`.`told_delivered` AS `delivered`,
  COALESCE(`t5`.`last_word`, 0) = 1 AS `is_last`, (`t5`.`rejections` > 0)
  AND (`t5`.`acceptances` = 0)
  AND (`t5`.`rejected` IS NULL OR ISNAN(`t5`.`rejected`)) AS `is_refused`, `t5`.`disputes` > 0 AS `is_disputed`,
  `t5`.`wrongs` > 0 AS `is_wrong`, COALESCE(`t5`.`settled`, `t5`.`told_delivered`, IF(`t5`.`answered_at` IS NOT NULL,
      COALESCE(`t5`.`accepted`, 0.0) + COALESCE(`t5`.`rejected`, 0.0), CAST(NULL AS DOUBLE))) AS `counted`, COALESCE(IF(
      (
        `t5`.`settled` - COALESCE(`t5`.`rejected`, 0.0)) < 0, 0.0, `t5`.`settled` - COALESCE(`t5`.`rejected`, 0.0)),
    `t5`.`accepted`, IF(`t5`.`answered_at` IS NOT NULL, 0.0, `t5`.`told_delivered`)) AS `good`
FROM (
  SELECT
    `t4`.`commitment`, `t4`.`handover`, `t4`.`delivered_position`, `t4`.`delivered_at`, `t4`.`told_delivered`,
    `t4`.`last_word`, `t4`.`answered_at`, `t4`.`acceptances`, `t4`.`told_accepted`, `t4`.`rejections`,
    `t4`.`told_rejected`, `t4`.`disputes`, `t4`.`settled`, `t4`.`wrongs`, COALESCE(`t4`.`told_accepted`, IF(
        `t4`.`acceptances` > 0, IF((`t4`.`told_delivered` - COALESCE(`t4`.`told_rejected`, 0.0)) < 0, 0.0,
          `t4`.`told_delivered` - COALESCE(`t4`.`told_rejected`, 0.0)), CAST(NULL AS DOUBLE))) AS `accepted`, COALESCE(
      `t4`.`told_rejected`, IF(`t4`.`rejections` > 0, IF((`t4`.`told_delivered` - COALESCE(`t4`.`told_accepted`, 0.0)
          ) < 0, 0.0, `t4`.`told_delivered` - COALESCE(`t4`.`told_accepted`, 0.0)), CAST(NULL AS DOUBLE))) AS `rejected`
  FROM (
    SELECT
      `t3`.`commitment`, `t3`.`handover`,
      MAX(IF(`t3`.`kind` = 'Delivered', `t3`.`position`, NULL)) AS `delivered_position`,
      MAX(IF(`t3`.`kind` = 'Delivered', `t3`.`happened_at`, NULL)) AS `delivered_at`,
      MAX(IF(`t3`.`kind` = 'Delivered', `t3`.`quantity`, NULL)) AS `told_delivered`,
      MAX(IF(`t3`.`kind` = 'Delivered', IF(`t3`.`is_last`, 1, 0), NULL)) AS `last_word`, MAX(IF((
            `t3`.`kind` = 'Accepted') OR (`t3`.`kind` = 'Rejected'), `t3`.`happened_at`, NULL)) AS `answered_at`,
      SUM(CAST(`t3`.`kind` = 'Accepted' AS BIGINT)) AS `acceptances`,
      MAX(IF(`t3`.`kind` = 'Accepted', `t3`.`quantity`, NULL)) AS `told_accepted`,
      SUM(CAST(`t3`.`kind` = 'Rejected' AS BIGINT)) AS `rejections`,
      MAX(IF(`t3`.`kind` = 'Rejected', `t3`.`quantity`, NULL)) AS `told_rejected`,
      SUM(CAST(`t3`.`kind` = 'HandoverDisputed' AS BIGINT)) AS `disputes`,
      MAX(IF(`t3`.`kind` = 'DisputeSettled', `t3`.`quantity`, NULL)) AS `settled`, SUM(CAST((`t3`.`kind` = 'Accepted')
        AND ((`t3`.`documents_right` = FALSE) OR (`t3`.`condition_right` = FALSE)) AS BIGINT)) AS `wrongs`
    FROM (
      SELECT
        *
      FROM (
        SELECT
          `t1`.`position`, `t1`.`kind`, `t1`.`commitment`, `t1`.`happened_at`, `t1`.`handover`, `t1`.`quantity`,
          `t1`.`is_last`, `t1`.`documents_right`, `t1`.`condition_right`, ROW_NUMBER() OVER (
            PARTITION BY `t1`.`commitment`, `t1`.`handover`, `t1`.`kind`
            ORDER BY `t1`.`position` DESC) - 1 AS `words_after`
        FROM (
          SELECT
            `t0`.`position`, `t0`.`kind`, `t0`.`commitment`, `t0`.`happened_at`, `t0`.`handover`, `t0`.`quantity`,
            `t0`.`is_last`, `t0`.`documents_right`, `t0`.`condition_right`
          FROM `facts` AS `t0`
          WHERE
            `t0`.`kind` IN ('Delivered', 'Accepted', 'Rejected', 'HandoverDisputed', 'DisputeSettled')
            AND `t0`.`commitment` IS NOT NULL) AS `t1`) AS `t2`
      WHERE
        `t2`.`words_after` = 0) AS `t3`
    GROUP BY
      1, 2) AS `t4`) AS `t5`;

-- table commitments
CREATE VIEW commitments AS
SELECT
  `t18`.`commitment`, `t18`.`requester`, `t18`.`performer`, `t18`.`purpose`, `t18`.`subject`, `t18`.`unit`,
  `t18`.`customer`, `t18`.`tier`, `t18`.`line`, `t18`.`agreed_minutes`, `t18`.`requested_position`,
  `t18`.`requested_at`, `t18`.`asked_due`, `t18`.`asked_quantity`, `t18`.`asked_value`, `t18`.`last_promise`,
  `t18`.`last_withdrawn`, `t18`.`last_revoked`, `t18`.`last_position`, `t18`.`promised_at`, `t18`.`first_due`,
  `t18`.`first_quantity`, `t18`.`last_due`, `t18`.`last_quantity`, `t18`.`answered_at`, `t18`.`noticed_at`,
  `t18`.`first_answered_at`, `t18`.`good`, `t18`.`rejected`, `t18`.`deliveries`, `t18`.`unanswered`, `t18`.`refused`,
  `t18`.`disputed`, `t18`.`wrong`, `t18`.`is_all_delivered`, `t18`.`delivered_at`, `t18`.`is_withdrawn`,
  `t18`.`is_revoked`, `t18`.`is_declined`, `t8`.`as_of`
FROM (
  SELECT
    `t16`.`commitment`, `t16`.`requester`, `t16`.`performer`, `t16`.`purpose`, `t16`.`subject`, `t16`.`unit`,
    `t16`.`customer`, `t16`.`tier`, `t16`.`line`, `t16`.`agreed_minutes`, `t16`.`requested_position`,
    `t16`.`requested_at`, `t16`.`asked_due`, `t16`.`asked_quantity`, `t16`.`asked_value`, `t16`.`last_promise`,
    `t16`.`last_withdrawn`, `t16`.`last_revoked`, `t16`.`last_position`, `t16`.`promised_at`, `t16`.`first_due`,
    `t16`.`first_quantity`, `t16`.`last_due`, `t16`.`last_quantity`, `t16`.`answered_at`, `t16`.`noticed_at`,
    `t16`.`first_answered_at`, `t16`.`good`, `t16`.`rejected`, `t16`.`deliveries`, `t16`.`unanswered`, `t16`.`refused`,
    `t16`.`disputed`, `t16`.`wrong`, (`t16`.`lasts` > 0)
    OR ((`t16`.`deliveries` > 0)
      AND IF(((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`) IS NULL
        OR ISNAN((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`),
        `t16`.`refused_whole` < `t16`.`deliveries`, (((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`
          ) <= 1e-06)
        OR (`t16`.`uncounted` > 0))) AS `is_all_delivered`, IF((`t16`.`lasts` > 0)
      OR ((`t16`.`deliveries` > 0)
        AND IF(((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`) IS NULL
          OR ISNAN((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`),
          `t16`.`refused_whole` < `t16`.`deliveries`, (((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`
            ) <= 1e-06)
          OR (`t16`.`uncounted` > 0))), `t16`.`latest_delivery`, CAST(NULL AS TIMESTAMP)) AS `delivered_at`, NOT ((
        `t16`.`lasts` > 0)
      OR ((`t16`.`deliveries` > 0)
        AND IF(((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`) IS NULL
          OR ISNAN((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`),
          `t16`.`refused_whole` < `t16`.`deliveries`, (((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`
            ) <= 1e-06)
          OR (`t16`.`uncounted` > 0))))
    AND (COALESCE(`t16`.`last_withdrawn`, 0) > COALESCE(`t16`.`last_promise`, 0)) AS `is_withdrawn`, NOT ((
        `t16`.`lasts` > 0)
      OR ((`t16`.`deliveries` > 0)
        AND IF(((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`) IS NULL
          OR ISNAN((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`),
          `t16`.`refused_whole` < `t16`.`deliveries`, (((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`
            ) <= 1e-06)
          OR (`t16`.`uncounted` > 0))))
    AND (COALESCE(`t16`.`last_revoked`, 0) > COALESCE(`t16`.`last_promise`, 0)) AS `is_revoked`, NOT ((`t16`.`lasts` > 0
      )
      OR ((`t16`.`deliveries` > 0)
        AND IF(((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`) IS NULL
          OR ISNAN((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`),
          `t16`.`refused_whole` < `t16`.`deliveries`, (((`t16`.`last_quantity` - `t16`.`counted`) + `t16`.`rejected`
            ) <= 1e-06)
          OR (`t16`.`uncounted` > 0))))
    AND (COALESCE(`t16`.`declines`, 0) > 0) AS `is_declined`
  FROM (
    SELECT
      `t15`.`commitment`, `t15`.`requester`, `t15`.`performer`, `t15`.`purpose`, `t15`.`subject`, `t15`.`unit`,
      `t15`.`customer`, `t15`.`tier`, `t15`.`line`, `t15`.`agreed_minutes`, `t15`.`requested_position`,
      `t15`.`requested_at`, `t15`.`asked_due`, `t15`.`asked_quantity`, `t15`.`asked_value`, `t15`.`last_promise`,
      `t15`.`last_withdrawn`, `t15`.`last_revoked`, `t15`.`last_position`, `t15`.`promised_at`, `t15`.`first_due`,
      `t15`.`first_quantity`, `t15`.`last_due`, `t15`.`last_quantity`, `t15`.`answered_at`, `t15`.`noticed_at`,
      `t15`.`declines`, `t15`.`latest_delivery`, `t15`.`first_answered_at`, COALESCE(`t15`.`counted`, 0) AS `counted`,
      COALESCE(`t15`.`good`, 0) AS `good`, COALESCE(`t15`.`rejected`, 0) AS `rejected`,
      COALESCE(`t15`.`deliveries`, 0) AS `deliveries`, COALESCE(`t15`.`uncounted`, 0) AS `uncounted`,
      COALESCE(`t15`.`lasts`, 0) AS `lasts`, COALESCE(`t15`.`unanswered`, 0) AS `unanswered`,
      COALESCE(`t15`.`refused`, 0) AS `refused`, COALESCE(`t15`.`refused_whole`, 0) AS `refused_whole`,
      COALESCE(`t15`.`disputed`, 0) AS `disputed`, COALESCE(`t15`.`wrong`, 0) AS `wrong`
    FROM (
      SELECT
        `t3`.`commitment`, `t3`.`requester`, `t3`.`performer`, `t3`.`purpose`, `t3`.`subject`, `t3`.`unit`,
        `t3`.`customer`, `t3`.`tier`, `t3`.`line`, `t3`.`agreed_minutes`, `t3`.`requested_position`,
        `t3`.`requested_at`, `t3`.`asked_due`, `t3`.`asked_quantity`, `t3`.`asked_value`, `t3`.`last_promise`,
        `t3`.`last_withdrawn`, `t3`.`last_revoked`, `t3`.`last_position`, `t3`.`promised_at`, `t3`.`first_due`,
        `t3`.`first_quantity`, `t3`.`last_due`, `t3`.`last_quantity`, `t14`.`answered_at`, `t14`.`noticed_at`,
        `t14`.`declines`, `t11`.`latest_delivery`, `t11`.`first_answered_at`, `t11`.`counted`, `t11`.`good`,
        `t11`.`rejected`, `t11`.`deliveries`, `t11`.`uncounted`, `t11`.`lasts`, `t11`.`unanswered`, `t11`.`refused`,
        `t11`.`refused_whole`, `t11`.`disputed`, `t11`.`wrong`
      FROM `promises` AS `t3`
      LEFT OUTER JOIN (
        SELECT
          `t12`.`commitment`, MIN(IF((`t12`.`kind` = 'Promised')
              OR (`t12`.`kind` IN ('CounterOffered', 'Declined')
                AND (`t12`.`actor_party` <> `t12`.`requester`)), `t12`.`happened_at`, NULL)) AS `answered_at`, MIN(IF((
                `t12`.`kind` = 'SlipNotified')
              AND (`t12`.`position` > `t12`.`last_promise`), `t12`.`happened_at`, NULL)) AS `noticed_at`, SUM(CAST((
              `t12`.`kind` = 'Declined')
            AND (`t12`.`last_promise` IS NULL)
            AND (`t12`.`actor_party` <> `t12`.`requester`) AS BIGINT)) AS `declines`
        FROM (
          SELECT
            `t9`.`position`, `t9`.`commitment`, `t9`.`kind`, `t9`.`happened_at`, `t9`.`actor_party`, `t7`.`requester`,
            `t7`.`last_promise`
          FROM (
            SELECT
              `t0`.`position`, `t0`.`commitment`, `t0`.`kind`, `t0`.`happened_at`, `t0`.`actor_party`
            FROM `facts` AS `t0`
            WHERE
              `t0`.`kind` IN ('Promised', 'CounterOffered', 'Declined', 'SlipNotified')) AS `t9`
          INNER JOIN (
            SELECT
              `t1`.`commitment`, `t1`.`requester`, `t1`.`last_promise`
            FROM `promises` AS `t1`) AS `t7`
            ON `t9`.`commitment` = `t7`.`commitment`) AS `t12`
        GROUP BY
          1) AS `t14`
        ON `t3`.`commitment` = `t14`.`commitment`
      LEFT OUTER JOIN (
        SELECT
          `t2`.`commitment`, MAX(COALESCE(`t2`.`delivered_at`, `t2`.`answered_at`)) AS `latest_delivery`,
          MIN(`t2`.`answered_at`) AS `first_answered_at`, SUM(`t2`.`counted`) AS `counted`, SUM(`t2`.`good`) AS `good`,
          SUM(`t2`.`rejected`) AS `rejected`, COUNT(*) AS `deliveries`,
          SUM(CAST(`t2`.`counted` IS NULL OR ISNAN(`t2`.`counted`) AS BIGINT)) AS `uncounted`,
          SUM(CAST(`t2`.`is_last` AS BIGINT)) AS `lasts`,
          SUM(CAST(`t2`.`answered_at` IS NULL AS BIGINT)) AS `unanswered`, SUM(CAST(`t2`.`is_refused` OR (
            `t2`.`rejected` > 0) AS BIGINT)) AS `refused`, SUM(CAST(`t2`.`is_refused` AS BIGINT)) AS `refused_whole`,
          SUM(CAST(`t2`.`is_disputed` AS BIGINT)) AS `disputed`, SUM(CAST(`t2`.`is_wrong` AS BIGINT)) AS `wrong`
        FROM `deliveries` AS `t2`
        GROUP BY
          1) AS `t11`
        ON `t3`.`commitment` = `t11`.`commitment`) AS `t15`) AS `t16`) AS `t18`
CROSS JOIN (
  SELECT
    MAX(`t0`.`happened_at`) AS `as_of`
  FROM `facts` AS `t0`) AS `t8`;

-- table handovers
CREATE VIEW handovers AS
SELECT
  *
FROM (
  SELECT
    `t6`.`case`, LAG(`t6`.`actor_party`) OVER (PARTITION BY `t6`.`case`
      ORDER BY `t6`.`happened_at` ASC NULLS LAST, `t6`.`position` ASC NULLS LAST) AS `from_party`,
    `t6`.`actor_party` AS `to_party`, LAG(`t6`.`happened_at`) OVER (PARTITION BY `t6`.`case`
      ORDER BY `t6`.`happened_at` ASC NULLS LAST, `t6`.`position` ASC NULLS LAST) AS `left_at`,
    COALESCE(`t6`.`started_at`, `t6`.`happened_at`) AS `arrived_at`, LAG(`t6`.`position`) OVER (PARTITION BY `t6`.`case`
      ORDER BY `t6`.`happened_at` ASC NULLS LAST, `t6`.`position` ASC NULLS LAST) AS `from_position`,
    `t6`.`position` AS `to_position`
  FROM (
    SELECT
      `t4`.`position`, `t4`.`happened_at`, `t4`.`started_at`, `t4`.`actor_party`, `t5`.`case`
    FROM (
      SELECT
        `t0`.`position`, `t0`.`happened_at`, `t0`.`started_at`, `t0`.`actor_party`
      FROM `facts` AS `t0`
      WHERE
        `t0`.`kind` = 'WorkRecorded' AND `t0`.`actor_party` <> 'unrecorded') AS `t4`
    INNER JOIN (
      SELECT
        `t1`.`object` AS `case`, `t1`.`position` AS `at`
      FROM `links` AS `t1`
      WHERE
        `t1`.`type` = 'case') AS `t5`
      ON `t4`.`position` = `t5`.`at`) AS `t6`) AS `t7`
WHERE
  `t7`.`from_party` <> `t7`.`to_party`;

-- cases of closed_cases
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, 1.0 AS `numerator`,
  1.0 AS `denominator`, `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`delivered_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`is_all_delivered`;

-- cases of open_past_due
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, 1.0 AS `numerator`,
  1.0 AS `denominator`, `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', COALESCE(`t0`.`last_due`, `t0`.`asked_due`)), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  NOT (`t0`.`is_all_delivered`)
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND NOT (`t0`.`is_revoked`)
  AND COALESCE(`t0`.`last_due`, `t0`.`asked_due`) < `t0`.`as_of`;

-- cases of late_after_promise
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`,
  IF(COALESCE(`t0`.`delivered_at` > `t0`.`last_due`, FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`last_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`is_all_delivered` AND `t0`.`last_due` IS NOT NULL;

-- cases of late_after_request
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`,
  IF(COALESCE(`t0`.`delivered_at` > `t0`.`asked_due`, FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`asked_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`is_all_delivered` AND `t0`.`asked_due` IS NOT NULL;

-- cases of delivery_time
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, ((
      UNIX_TIMESTAMP(CAST(`t0`.`delivered_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`requested_at` AS TIMESTAMP))
    ) / 3600.0) / 24.0 AS `numerator`, 1.0 AS `denominator`, `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`delivered_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  (
    (
      `t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer'))
  AND `t0`.`is_all_delivered`;

-- cases of otif_receipt_requested
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, IF(COALESCE((
        `t0`.`delivered_at` <= `t0`.`asked_due`)
      AND IF(`t0`.`asked_quantity` IS NULL OR ISNAN(`t0`.`asked_quantity`), `t0`.`refused` = 0, `t0`.`good` >= (
          `t0`.`asked_quantity` - 1e-06)), FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`asked_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`asked_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`asked_due` < `t0`.`as_of`))
  AND ((`t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer'));

-- cases of otif_receipt_first
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, IF(COALESCE((
        `t0`.`delivered_at` <= `t0`.`first_due`)
      AND IF(`t0`.`first_quantity` IS NULL OR ISNAN(`t0`.`first_quantity`), `t0`.`refused` = 0, `t0`.`good` >= (
          `t0`.`first_quantity` - 1e-06)), FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`first_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`first_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`first_due` < `t0`.`as_of`))
  AND ((`t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer'));

-- cases of otif_receipt_last
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, IF(COALESCE((
        `t0`.`delivered_at` <= `t0`.`last_due`)
      AND IF(`t0`.`last_quantity` IS NULL OR ISNAN(`t0`.`last_quantity`), `t0`.`refused` = 0, `t0`.`good` >= (
          `t0`.`last_quantity` - 1e-06)), FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`last_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`last_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`last_due` < `t0`.`as_of`))
  AND ((`t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer'));

-- cases of otif_departure_requested
SELECT
  `t7`.`commitment` AS `case`, `t7`.`commitment`, `t7`.`departed_position` AS `position`, IF(COALESCE((
        `t7`.`departed_at` <= `t7`.`asked_due`)
      AND IF(IF(`t7`.`uncounted` = 0, `t7`.`asked_quantity`, CAST(NULL AS DOUBLE)) IS NULL
        OR ISNAN(IF(`t7`.`uncounted` = 0, `t7`.`asked_quantity`, CAST(NULL AS DOUBLE))), `t7`.`left_behind` = 0,
        `t7`.`departed` >= (IF(`t7`.`uncounted` = 0, `t7`.`asked_quantity`, CAST(NULL AS DOUBLE)) - 1e-06)), FALSE),
    1.0, 0.0) AS `numerator`, 1.0 AS `denominator`, `t7`.`performer` AS `party`, `t7`.`customer`, `t7`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t7`.`asked_due`), 'yyyy-MM-dd') AS `week`, `t7`.`line`
FROM (
  SELECT
    `t3`.`commitment`, `t3`.`requester`, `t3`.`performer`, `t3`.`purpose`, `t3`.`subject`, `t3`.`unit`, `t3`.`customer`,
    `t3`.`tier`, `t3`.`line`, `t3`.`agreed_minutes`, `t3`.`requested_position`, `t3`.`requested_at`, `t3`.`asked_due`,
    `t3`.`asked_quantity`, `t3`.`asked_value`, `t3`.`last_promise`, `t3`.`last_withdrawn`, `t3`.`last_revoked`,
    `t3`.`last_position`, `t3`.`promised_at`, `t3`.`first_due`, `t3`.`first_quantity`, `t3`.`last_due`,
    `t3`.`last_quantity`, `t3`.`answered_at`, `t3`.`noticed_at`, `t3`.`first_answered_at`, `t3`.`good`, `t3`.`rejected`,
    `t3`.`deliveries`, `t3`.`unanswered`, `t3`.`refused`, `t3`.`disputed`, `t3`.`wrong`, `t3`.`is_all_delivered`,
    `t3`.`delivered_at`, `t3`.`is_withdrawn`, `t3`.`is_revoked`, `t3`.`is_declined`, `t3`.`as_of`, `t6`.`departed_at`,
    `t6`.`departed`, `t6`.`departed_position`, `t6`.`uncounted`, `t6`.`left_behind`
  FROM (
    SELECT
      *
    FROM `commitments` AS `t0`
    WHERE
      (
        `t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer')) AS `t3`
  INNER JOIN (
    SELECT
      `t4`.`subject`, `t4`.`departed`, `t4`.`departed_position`, `t4`.`uncounted`, `t4`.`left_behind`,
      IF(`t4`.`left_behind` = 0, `t4`.`latest`, CAST(NULL AS TIMESTAMP)) AS `departed_at`
    FROM (
      SELECT
        `t1`.`subject`, MAX(`t1`.`delivered_at`) AS `latest`, SUM(`t1`.`good`) AS `departed`,
        MAX(`t1`.`last_position`) AS `departed_position`,
        SUM(CAST(`t1`.`last_quantity` IS NULL OR ISNAN(`t1`.`last_quantity`) AS BIGINT)) AS `uncounted`, SUM(CAST(NOT (
          `t1`.`is_all_delivered`) AS BIGINT)) AS `left_behind`
      FROM (
        SELECT
          *
        FROM `commitments` AS `t0`
        WHERE
          `t0`.`purpose` = 'pick'
          AND NOT (`t0`.`is_withdrawn`)
          AND NOT (`t0`.`is_declined`)) AS `t1`
      GROUP BY
        1) AS `t4`) AS `t6`
    ON `t3`.`subject` = `t6`.`subject`) AS `t7`
WHERE
  `t7`.`asked_due` IS NOT NULL
  AND NOT (`t7`.`is_withdrawn` OR `t7`.`is_declined`)
  AND ((`t7`.`departed_at` IS NOT NULL) OR (`t7`.`asked_due` < `t7`.`as_of`));

-- cases of otif_departure_first
SELECT
  `t7`.`commitment` AS `case`, `t7`.`commitment`, `t7`.`departed_position` AS `position`, IF(COALESCE((
        `t7`.`departed_at` <= `t7`.`first_due`)
      AND IF(IF(`t7`.`uncounted` = 0, `t7`.`first_quantity`, CAST(NULL AS DOUBLE)) IS NULL
        OR ISNAN(IF(`t7`.`uncounted` = 0, `t7`.`first_quantity`, CAST(NULL AS DOUBLE))), `t7`.`left_behind` = 0,
        `t7`.`departed` >= (IF(`t7`.`uncounted` = 0, `t7`.`first_quantity`, CAST(NULL AS DOUBLE)) - 1e-06)), FALSE),
    1.0, 0.0) AS `numerator`, 1.0 AS `denominator`, `t7`.`performer` AS `party`, `t7`.`customer`, `t7`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t7`.`first_due`), 'yyyy-MM-dd') AS `week`, `t7`.`line`
FROM (
  SELECT
    `t3`.`commitment`, `t3`.`requester`, `t3`.`performer`, `t3`.`purpose`, `t3`.`subject`, `t3`.`unit`, `t3`.`customer`,
    `t3`.`tier`, `t3`.`line`, `t3`.`agreed_minutes`, `t3`.`requested_position`, `t3`.`requested_at`, `t3`.`asked_due`,
    `t3`.`asked_quantity`, `t3`.`asked_value`, `t3`.`last_promise`, `t3`.`last_withdrawn`, `t3`.`last_revoked`,
    `t3`.`last_position`, `t3`.`promised_at`, `t3`.`first_due`, `t3`.`first_quantity`, `t3`.`last_due`,
    `t3`.`last_quantity`, `t3`.`answered_at`, `t3`.`noticed_at`, `t3`.`first_answered_at`, `t3`.`good`, `t3`.`rejected`,
    `t3`.`deliveries`, `t3`.`unanswered`, `t3`.`refused`, `t3`.`disputed`, `t3`.`wrong`, `t3`.`is_all_delivered`,
    `t3`.`delivered_at`, `t3`.`is_withdrawn`, `t3`.`is_revoked`, `t3`.`is_declined`, `t3`.`as_of`, `t6`.`departed_at`,
    `t6`.`departed`, `t6`.`departed_position`, `t6`.`uncounted`, `t6`.`left_behind`
  FROM (
    SELECT
      *
    FROM `commitments` AS `t0`
    WHERE
      (
        `t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer')) AS `t3`
  INNER JOIN (
    SELECT
      `t4`.`subject`, `t4`.`departed`, `t4`.`departed_position`, `t4`.`uncounted`, `t4`.`left_behind`,
      IF(`t4`.`left_behind` = 0, `t4`.`latest`, CAST(NULL AS TIMESTAMP)) AS `departed_at`
    FROM (
      SELECT
        `t1`.`subject`, MAX(`t1`.`delivered_at`) AS `latest`, SUM(`t1`.`good`) AS `departed`,
        MAX(`t1`.`last_position`) AS `departed_position`,
        SUM(CAST(`t1`.`last_quantity` IS NULL OR ISNAN(`t1`.`last_quantity`) AS BIGINT)) AS `uncounted`, SUM(CAST(NOT (
          `t1`.`is_all_delivered`) AS BIGINT)) AS `left_behind`
      FROM (
        SELECT
          *
        FROM `commitments` AS `t0`
        WHERE
          `t0`.`purpose` = 'pick'
          AND NOT (`t0`.`is_withdrawn`)
          AND NOT (`t0`.`is_declined`)) AS `t1`
      GROUP BY
        1) AS `t4`) AS `t6`
    ON `t3`.`subject` = `t6`.`subject`) AS `t7`
WHERE
  `t7`.`first_due` IS NOT NULL
  AND NOT (`t7`.`is_withdrawn` OR `t7`.`is_declined`)
  AND ((`t7`.`departed_at` IS NOT NULL) OR (`t7`.`first_due` < `t7`.`as_of`));

-- cases of otif_departure_last
SELECT
  `t7`.`commitment` AS `case`, `t7`.`commitment`, `t7`.`departed_position` AS `position`, IF(COALESCE((
        `t7`.`departed_at` <= `t7`.`last_due`)
      AND IF(IF(`t7`.`uncounted` = 0, `t7`.`last_quantity`, CAST(NULL AS DOUBLE)) IS NULL
        OR ISNAN(IF(`t7`.`uncounted` = 0, `t7`.`last_quantity`, CAST(NULL AS DOUBLE))), `t7`.`left_behind` = 0,
        `t7`.`departed` >= (IF(`t7`.`uncounted` = 0, `t7`.`last_quantity`, CAST(NULL AS DOUBLE)) - 1e-06)), FALSE), 1.0,
    0.0) AS `numerator`, 1.0 AS `denominator`, `t7`.`performer` AS `party`, `t7`.`customer`, `t7`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t7`.`last_due`), 'yyyy-MM-dd') AS `week`, `t7`.`line`
FROM (
  SELECT
    `t3`.`commitment`, `t3`.`requester`, `t3`.`performer`, `t3`.`purpose`, `t3`.`subject`, `t3`.`unit`, `t3`.`customer`,
    `t3`.`tier`, `t3`.`line`, `t3`.`agreed_minutes`, `t3`.`requested_position`, `t3`.`requested_at`, `t3`.`asked_due`,
    `t3`.`asked_quantity`, `t3`.`asked_value`, `t3`.`last_promise`, `t3`.`last_withdrawn`, `t3`.`last_revoked`,
    `t3`.`last_position`, `t3`.`promised_at`, `t3`.`first_due`, `t3`.`first_quantity`, `t3`.`last_due`,
    `t3`.`last_quantity`, `t3`.`answered_at`, `t3`.`noticed_at`, `t3`.`first_answered_at`, `t3`.`good`, `t3`.`rejected`,
    `t3`.`deliveries`, `t3`.`unanswered`, `t3`.`refused`, `t3`.`disputed`, `t3`.`wrong`, `t3`.`is_all_delivered`,
    `t3`.`delivered_at`, `t3`.`is_withdrawn`, `t3`.`is_revoked`, `t3`.`is_declined`, `t3`.`as_of`, `t6`.`departed_at`,
    `t6`.`departed`, `t6`.`departed_position`, `t6`.`uncounted`, `t6`.`left_behind`
  FROM (
    SELECT
      *
    FROM `commitments` AS `t0`
    WHERE
      (
        `t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer')) AS `t3`
  INNER JOIN (
    SELECT
      `t4`.`subject`, `t4`.`departed`, `t4`.`departed_position`, `t4`.`uncounted`, `t4`.`left_behind`,
      IF(`t4`.`left_behind` = 0, `t4`.`latest`, CAST(NULL AS TIMESTAMP)) AS `departed_at`
    FROM (
      SELECT
        `t1`.`subject`, MAX(`t1`.`delivered_at`) AS `latest`, SUM(`t1`.`good`) AS `departed`,
        MAX(`t1`.`last_position`) AS `departed_position`,
        SUM(CAST(`t1`.`last_quantity` IS NULL OR ISNAN(`t1`.`last_quantity`) AS BIGINT)) AS `uncounted`, SUM(CAST(NOT (
          `t1`.`is_all_delivered`) AS BIGINT)) AS `left_behind`
      FROM (
        SELECT
          *
        FROM `commitments` AS `t0`
        WHERE
          `t0`.`purpose` = 'pick'
          AND NOT (`t0`.`is_withdrawn`)
          AND NOT (`t0`.`is_declined`)) AS `t1`
      GROUP BY
        1) AS `t4`) AS `t6`
    ON `t3`.`subject` = `t6`.`subject`) AS `t7`
WHERE
  `t7`.`last_due` IS NOT NULL
  AND NOT (`t7`.`is_withdrawn` OR `t7`.`is_declined`)
  AND ((`t7`.`departed_at` IS NOT NULL) OR (`t7`.`last_due` < `t7`.`as_of`));

-- cases of perfect_order
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, IF(COALESCE((
        `t0`.`delivered_at` <= `t0`.`first_due`)
      AND IF(`t0`.`first_quantity` IS NULL OR ISNAN(`t0`.`first_quantity`), `t0`.`refused` = 0, `t0`.`good` >= (
          `t0`.`first_quantity` - 1e-06))
      AND ((`t0`.`wrong` = 0) AND (`t0`.`refused` = 0)), FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`first_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`first_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`first_due` < `t0`.`as_of`))
  AND ((`t0`.`purpose` = 'promise') OR (`t0`.`requester` = 'customer'));

-- cases of promise_kept_first
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, IF(COALESCE((
        `t0`.`delivered_at` <= `t0`.`first_due`)
      AND IF(`t0`.`first_quantity` IS NULL OR ISNAN(`t0`.`first_quantity`), `t0`.`refused` = 0, `t0`.`good` >= (
          `t0`.`first_quantity` - 1e-06)), FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`first_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`first_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`first_due` < `t0`.`as_of`));

-- cases of promise_kept_last
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, IF(COALESCE((
        `t0`.`delivered_at` <= `t0`.`last_due`)
      AND IF(`t0`.`last_quantity` IS NULL OR ISNAN(`t0`.`last_quantity`), `t0`.`refused` = 0, `t0`.`good` >= (
          `t0`.`last_quantity` - 1e-06)), FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`last_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`last_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`last_due` < `t0`.`as_of`));

-- cases of slips_told
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`,
  IF(COALESCE(`t0`.`noticed_at` < `t0`.`last_due`, FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`last_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`last_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`last_due` < `t0`.`as_of`))
  AND ((`t0`.`delivered_at` IS NULL) OR (`t0`.`delivered_at` > `t0`.`last_due`))
  AND NOT (`t0`.`is_revoked`);

-- cases of notice_lead
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, (
    UNIX_TIMESTAMP(CAST(`t0`.`last_due` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`noticed_at` AS TIMESTAMP))
  ) / 3600.0 AS `numerator`, 1.0 AS `denominator`, `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`last_due`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`last_due` IS NOT NULL
  AND NOT (`t0`.`is_withdrawn` OR `t0`.`is_declined`)
  AND ((`t0`.`delivered_at` IS NOT NULL) OR (`t0`.`last_due` < `t0`.`as_of`))
  AND ((`t0`.`delivered_at` IS NULL) OR (`t0`.`delivered_at` > `t0`.`last_due`))
  AND NOT (`t0`.`is_revoked`)
  AND `t0`.`noticed_at` < `t0`.`last_due`;

-- cases of right_first_time
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, IF(COALESCE((`t0`.`refused` = 0)
      AND (`t0`.`disputed` = 0)
      AND (`t0`.`wrong` = 0)
      AND IF(`t0`.`last_quantity` IS NULL OR ISNAN(`t0`.`last_quantity`), `t0`.`refused` = 0, `t0`.`good` >= (
          `t0`.`last_quantity` - 1e-06)), FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`delivered_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`is_all_delivered` AND `t0`.`unanswered` = 0;

-- cases of error_rate
SELECT
  `t5`.`commitment` AS `case`, `t5`.`commitment`, `t3`.`last_position` AS `position`,
  IF(COALESCE(`t5`.`error`, FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`, `t3`.`performer` AS `party`,
  `t3`.`customer`, `t3`.`tier`, DATE_FORMAT(DATE_TRUNC('week', `t5`.`answered_at`), 'yyyy-MM-dd') AS `week`, `t3`.`line`
FROM (
  SELECT
    `t0`.`commitment`, `t0`.`answered_at`, `t0`.`is_refused`
    OR (`t0`.`rejected` > 0)
    OR `t0`.`is_disputed`
    OR `t0`.`is_wrong` AS `error`
  FROM `deliveries` AS `t0`
  WHERE
    `t0`.`answered_at` IS NOT NULL) AS `t5`
INNER JOIN (
  SELECT
    `t1`.`commitment`, `t1`.`last_position`, `t1`.`performer`, `t1`.`customer`, `t1`.`tier`, `t1`.`line`
  FROM `commitments` AS `t1`) AS `t3`
  ON `t5`.`commitment` = `t3`.`commitment`;

-- cases of answer_time
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`, (
    UNIX_TIMESTAMP(CAST(`t0`.`answered_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`requested_at` AS TIMESTAMP))
  ) / 3600.0 AS `numerator`, 1.0 AS `denominator`, `t0`.`performer` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`answered_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`answered_at` > `t0`.`requested_at`;

-- cases of requests_lost
SELECT
  `t0`.`commitment` AS `case`, `t0`.`commitment`, `t0`.`last_position` AS `position`,
  IF(COALESCE(`t0`.`is_withdrawn` OR `t0`.`is_declined`, FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`,
  `t0`.`requester` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`requested_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `commitments` AS `t0`
WHERE
  `t0`.`purpose` IN ('promise', 'supply', 'other')
  AND (`t0`.`is_withdrawn`
    OR `t0`.`is_declined`
    OR (`t0`.`promised_at` IS NOT NULL)
    OR `t0`.`is_all_delivered`);

-- cases of hours_lost
SELECT
  COALESCE(`t8`.`subject`, `t8`.`commitment`) AS `case`, CAST(NULL AS STRING) AS `commitment`, `t8`.`position`,
  `t8`.`minutes` / 60.0 AS `numerator`, 1.0 AS `denominator`, `t8`.`actor_party` AS `party`, `t8`.`customer`,
  `t8`.`tier`, DATE_FORMAT(DATE_TRUNC('week', `t8`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t8`.`line`
FROM (
  SELECT
    `t5`.`commitment`, `t5`.`minutes`, `t5`.`position`, `t5`.`happened_at`, `t5`.`actor_party`, `t5`.`subject`,
    `t5`.`customer`, `t5`.`tier`, `t5`.`line`, `t6`.`lost_commitment`, `t7`.`lost_subject`
  FROM (
    SELECT
      `t0`.`commitment`, `t0`.`minutes`, `t0`.`position`, `t0`.`happened_at`, `t0`.`actor_party`, `t0`.`subject`,
      `t0`.`customer`, `t0`.`tier`, `t0`.`line`
    FROM `facts` AS `t0`
    WHERE
      `t0`.`kind` = 'WorkRecorded'
      AND (`t0`.`minutes` IS NOT NULL AND NOT ISNAN(`t0`.`minutes`))) AS `t5`
  LEFT OUTER JOIN (
    SELECT
      `t1`.`commitment` AS `lost_commitment`
    FROM `commitments` AS `t1`
    WHERE
      `t1`.`purpose` IN ('promise', 'supply', 'other')
      AND (`t1`.`is_withdrawn` OR `t1`.`is_declined`)) AS `t6`
    ON `t5`.`commitment` = `t6`.`lost_commitment`
  LEFT OUTER JOIN (
    SELECT DISTINCT
      `t1`.`subject` AS `lost_subject`
    FROM `commitments` AS `t1`
    WHERE
      `t1`.`purpose` IN ('promise', 'supply', 'other')
      AND (`t1`.`is_withdrawn` OR `t1`.`is_declined`)
      AND `t1`.`subject` IS NOT NULL) AS `t7`
    ON `t5`.`commitment` IS NULL AND `t5`.`subject` = `t7`.`lost_subject`) AS `t8`
WHERE
  (
    `t8`.`lost_commitment` IS NOT NULL) OR (`t8`.`lost_subject` IS NOT NULL);

-- cases of handovers
SELECT
  `t0`.`case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`to_position` AS `position`, 1.0 AS `numerator`,
  1.0 AS `denominator`, `t0`.`to_party` AS `party`, CAST(NULL AS STRING) AS `customer`, CAST(NULL AS STRING) AS `tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`arrived_at`), 'yyyy-MM-dd') AS `week`, CAST(NULL AS STRING) AS `line`
FROM `handovers` AS `t0`;

-- cases of handover_wait
SELECT
  `t0`.`case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`to_position` AS `position`, IF(((
        UNIX_TIMESTAMP(CAST(`t0`.`arrived_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`left_at` AS TIMESTAMP))
      ) / 3600.0) < 0, 0.0, (
      UNIX_TIMESTAMP(CAST(`t0`.`arrived_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`left_at` AS TIMESTAMP))) / 3600.0
  ) AS `numerator`, 1.0 AS `denominator`, `t0`.`to_party` AS `party`, CAST(NULL AS STRING) AS `customer`,
  CAST(NULL AS STRING) AS `tier`, DATE_FORMAT(DATE_TRUNC('week', `t0`.`arrived_at`), 'yyyy-MM-dd') AS `week`,
  CAST(NULL AS STRING) AS `line`
FROM `handovers` AS `t0`;

-- cases of inventory_turnover
WITH `t1` AS (
  SELECT
    `t0`.`kind`, `t0`.`value`, `t0`.`variable_cost`, `t0`.`product`, `t0`.`position`, `t0`.`happened_at`,
    `t0`.`actor_party`, `t0`.`subject`, `t0`.`customer`, `t0`.`tier`, `t0`.`line`
  FROM `facts` AS `t0`
  WHERE
    `t0`.`kind` IN ('Invoiced', 'StockCounted'))
SELECT
  `t3`.`product` AS `case`, CAST(NULL AS STRING) AS `commitment`, `t3`.`position`, IF(`t3`.`kind` = 'Invoiced', (
    `t3`.`variable_cost` * 365.0) / `t6`.`days`, 0.0) AS `numerator`,
  IF(`t3`.`kind` = 'Invoiced', 0.0, `t3`.`value` / `t6`.`days_counted`) AS `denominator`, `t3`.`actor_party` AS `party`,
  `t3`.`customer`, `t3`.`tier`, DATE_FORMAT(DATE_TRUNC('week', `t3`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t3`.`line`
FROM `t1` AS `t3`
CROSS JOIN (
  SELECT
    `t4`.`days_counted`, IF(((
          UNIX_TIMESTAMP(CAST(`t4`.`end` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t4`.`begin` AS TIMESTAMP))) / 86400.0
      ) < 1.0, 1.0, (UNIX_TIMESTAMP(CAST(`t4`.`end` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t4`.`begin` AS TIMESTAMP))
      ) / 86400.0) AS `days`
  FROM (
    SELECT
      MIN(`t2`.`happened_at`) AS `begin`, MAX(`t2`.`happened_at`) AS `end`, COUNT(DISTINCT IF(NOT (
            `t2`.`kind` = 'Invoiced'), DATE_FORMAT(`t2`.`happened_at`, 'yyyy-MM-dd'), NULL)) AS `days_counted`
    FROM `t1` AS `t2`) AS `t4`) AS `t6`;

-- cases of schedule_adherence
SELECT
  `t0`.`subject` AS `case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`position`, IF(COALESCE((
        UNIX_TIMESTAMP(CAST(`t0`.`happened_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`planned` AS TIMESTAMP))
      ) <= 3600, FALSE), 1.0, 0.0) AS `numerator`, 1.0 AS `denominator`, `t0`.`actor_party` AS `party`, `t0`.`customer`,
  `t0`.`tier`, DATE_FORMAT(DATE_TRUNC('week', `t0`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `facts` AS `t0`
WHERE
  `t0`.`kind` = 'OperationFinished' AND `t0`.`planned` IS NOT NULL;

-- cases of changeover_loss
SELECT
  COALESCE(`t0`.`subject`, `t0`.`line`) AS `case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`position`, IF(
    `t0`.`kind` = 'LineOpened', 0.0, COALESCE(`t0`.`minutes`, (
        UNIX_TIMESTAMP(CAST(`t0`.`happened_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`started_at` AS TIMESTAMP))
      ) / 60.0)) AS `numerator`, IF(`t0`.`kind` = 'LineOpened', COALESCE(`t0`.`minutes`, (
        UNIX_TIMESTAMP(CAST(`t0`.`happened_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`started_at` AS TIMESTAMP))
      ) / 60.0), 0.0) AS `denominator`, `t0`.`actor_party` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `facts` AS `t0`
WHERE
  `t0`.`kind` IN ('ChangedOver', 'LineOpened');

-- cases of capacity_use
SELECT
  COALESCE(`t0`.`subject`, `t0`.`line`) AS `case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`position`, IF(
    `t0`.`kind` = 'LineOpened', 0.0, COALESCE(`t0`.`minutes`, (
        UNIX_TIMESTAMP(CAST(`t0`.`happened_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`started_at` AS TIMESTAMP))
      ) / 60.0)) AS `numerator`, IF(`t0`.`kind` = 'LineOpened', COALESCE(`t0`.`minutes`, (
        UNIX_TIMESTAMP(CAST(`t0`.`happened_at` AS TIMESTAMP)) - UNIX_TIMESTAMP(CAST(`t0`.`started_at` AS TIMESTAMP))
      ) / 60.0), 0.0) AS `denominator`, `t0`.`actor_party` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `facts` AS `t0`
WHERE
  `t0`.`kind` IN ('OperationFinished', 'LineOpened');

-- cases of frozen_changes
SELECT
  `t0`.`subject` AS `case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`position`, 1.0 AS `numerator`,
  1.0 AS `denominator`, `t0`.`owner` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `facts` AS `t0`
WHERE
  `t0`.`kind` = 'FrozenWorkMoved';

-- cases of oversteps
SELECT
  COALESCE(`t0`.`subject`, `t0`.`decision`) AS `case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`position`,
  1.0 AS `numerator`, 1.0 AS `denominator`, `t0`.`actor_party` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `facts` AS `t0`
WHERE
  `t0`.`kind` = 'DecisionRequested' AND `t0`.`is_overstep`;

-- cases of customer_contribution
SELECT
  COALESCE(`t0`.`subject`, `t0`.`customer`) AS `case`, CAST(NULL AS STRING) AS `commitment`, `t0`.`position`, (
    `t0`.`value` - COALESCE(`t0`.`variable_cost`, 0.0)) - COALESCE(`t0`.`service_cost`, 0.0) AS `numerator`,
  1.0 AS `denominator`, `t0`.`actor_party` AS `party`, `t0`.`customer`, `t0`.`tier`,
  DATE_FORMAT(DATE_TRUNC('week', `t0`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `facts` AS `t0`
WHERE
  `t0`.`kind` = 'Invoiced';

-- cases of satisfaction
SELECT
  COALESCE(`t0`.`subject`, `t0`.`customer`, `t0`.`actor_party`) AS `case`, CAST(NULL AS STRING) AS `commitment`,
  `t0`.`position`, CAST(`t0`.`score` AS DOUBLE) AS `numerator`, 1.0 AS `denominator`, `t0`.`about_party` AS `party`,
  `t0`.`customer`, `t0`.`tier`, DATE_FORMAT(DATE_TRUNC('week', `t0`.`happened_at`), 'yyyy-MM-dd') AS `week`, `t0`.`line`
FROM `facts` AS `t0`
WHERE
  `t0`.`kind` = 'FeedbackGiven';
