-- table promises
CREATE VIEW promises AS
SELECT
  "t11"."commitment", "t11"."requester", "t11"."performer", "t11"."purpose", "t11"."subject", "t11"."unit",
  "t11"."customer", "t11"."tier", "t11"."line", "t11"."agreed_minutes", "t11"."requested_position",
  "t11"."requested_at", "t11"."asked_due", "t11"."asked_quantity", "t11"."asked_value", "t11"."last_promise",
  "t11"."last_withdrawn", "t11"."last_revoked", "t11"."last_position", "t11"."promised_at", CASE
    WHEN "t11"."first_promise" IS NOT NULL
    THEN COALESCE("t11"."first_due", "t11"."asked_due")
    ELSE CAST(NULL AS TIMESTAMP(6))
  END AS "first_due", COALESCE("t11"."first_quantity", "t11"."asked_quantity") AS "first_quantity", CASE
    WHEN "t11"."last_promise" IS NOT NULL
    THEN COALESCE("t11"."last_due", "t11"."asked_due")
    ELSE CAST(NULL AS TIMESTAMP(6))
  END AS "last_due", COALESCE("t11"."last_quantity", "t11"."asked_quantity") AS "last_quantity"
FROM (
  SELECT
    "t10"."commitment", "t10"."requester", "t10"."performer", "t10"."purpose", "t10"."subject", "t10"."unit",
    "t10"."customer", "t10"."tier", "t10"."line", "t10"."agreed_minutes", "t10"."requested_position",
    "t10"."requested_at", "t10"."asked_due", "t10"."asked_quantity", "t10"."asked_value", "t10"."first_promise",
    "t10"."last_promise", "t10"."last_due_position", "t10"."last_quantity_position", "t10"."last_withdrawn",
    "t10"."last_revoked", "t10"."last_position", "t5"."first_due", "t5"."first_quantity", "t5"."promised_at",
    "t6"."last_due", "t7"."last_quantity"
  FROM (
    SELECT
      *
    FROM (
      SELECT
        "t4"."commitment", MAX("t4"."requester") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "requester", MAX("t4"."performer") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "performer", MAX("t4"."purpose") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "purpose", MAX("t4"."subject") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "subject", MAX("t4"."unit") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "unit", MAX("t4"."customer") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "customer", MAX("t4"."tier") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "tier", MAX("t4"."line") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "line", MAX("t4"."agreed_minutes") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "agreed_minutes", MIN("t4"."position") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "requested_position", MAX("t4"."happened_at") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "requested_at", MAX("t4"."due") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "asked_due", MAX("t4"."quantity") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "asked_quantity", MAX("t4"."value") FILTER(WHERE
          "t4"."kind" = 'Requested') AS "asked_value", MIN("t4"."position") FILTER(WHERE
          "t4"."kind" = 'Promised') AS "first_promise", MAX("t4"."position") FILTER(WHERE
          "t4"."kind" IN ('Promised', 'Renegotiated')) AS "last_promise", MAX("t4"."position") FILTER(WHERE
          "t4"."kind" IN ('Promised', 'Renegotiated') AND ("t4"."due" IS NOT NULL)) AS "last_due_position",
        MAX("t4"."position") FILTER(WHERE
          "t4"."kind" IN ('Promised', 'Renegotiated') AND ("t4"."quantity" IS NOT NULL)) AS "last_quantity_position",
        MAX("t4"."position") FILTER(WHERE
          "t4"."kind" IN ('Withdrawn', 'PromiseDropped')) AS "last_withdrawn", MAX("t4"."position") FILTER(WHERE
          "t4"."kind" = 'Revoked') AS "last_revoked", MAX("t4"."position") AS "last_position"
      FROM (
        SELECT
          *
        FROM "facts" AS "t0"
        WHERE
          "t0"."commitment" IS NOT NULL) AS "t4"
      GROUP BY
        1) AS "t8"
    WHERE
      "t8"."requested_position" IS NOT NULL) AS "t10"
  LEFT OUTER JOIN (
    SELECT
      "t0"."position" AS "place", "t0"."due" AS "first_due", "t0"."quantity" AS "first_quantity",
      "t0"."happened_at" AS "promised_at"
    FROM "facts" AS "t0"
    WHERE
      "t0"."kind" IN ('Promised', 'Renegotiated')) AS "t5"
    ON "t10"."first_promise" = "t5"."place"
  LEFT OUTER JOIN (
    SELECT
      "t0"."position" AS "place", "t0"."due" AS "last_due"
    FROM "facts" AS "t0"
    WHERE
      "t0"."kind" IN ('Promised', 'Renegotiated')) AS "t6"
    ON "t10"."last_due_position" = "t6"."place"
  LEFT OUTER JOIN (
    SELECT
      "t0"."position" AS "place", "t0"."quantity" AS "last_quantity"
    FROM "facts" AS "t0"
    WHERE
      "t0"."kind" IN ('Promised', 'Renegotiated')) AS "t7"
    ON "t10"."last_quantity_position" = "t7"."place") AS "t11";

-- table deliveries
CREATE VIEW deliveries AS
SELECT
  "t5"."commitment", "t5"."handover", "t5"."delivered_position", "t5"."delivered_at", "t5"."answered_at",
  "t5"."accepted", "t5"."rejected", "t5"."settled", "t5"."told_delivered" AS "delivered",
  COALESCE("t5"."last_word", 0) = 1 AS "is_last", ("t5"."rejections" > 0)
  AND ("t5"."acceptances" = 0)
  AND ("t5"."rejected" IS NULL) AS "is_refused", "t5"."disputes" > 0 AS "is_disputed", "t5"."wrongs" > 0 AS "is_wrong",
  COALESCE("t5"."settled", "t5"."told_delivered", CASE
      WHEN "t5"."answered_at" IS NOT NULL
      THEN COALESCE("t5"."accepted", 0.0) + COALESCE("t5"."rejected", 0.0)
      ELSE CAST(NULL AS DOUBLE PRECISION)
    END) AS "counted", COALESCE(CASE
      WHEN ("t5"."settled" - COALESCE("t5"."rejected", 0.0)) < 0
      THEN 0.0
      ELSE "t5"."settled" - COALESCE("t5"."rejected", 0.0)
    END, "t5"."accepted", CASE WHEN "t5"."answered_at" IS NOT NULL THEN 0.0 ELSE "t5"."told_delivered" END) AS "good"
FROM (
  SELECT
    "t4"."commitment", "t4"."handover", "t4"."delivered_position", "t4"."delivered_at", "t4"."told_delivered",
    "t4"."last_word", "t4"."answered_at", "t4"."acceptances", "t4"."told_accepted", "t4"."rejections",
    "t4"."told_rejected", "t4"."disputes", "t4"."settled", "t4"."wrongs", COALESCE("t4"."told_accepted", CASE
        WHEN "t4"."acceptances" > 0
        THEN CASE
          WHEN ("t4"."told_delivered" - COALESCE("t4"."told_rejected", 0.0)) < 0
          THEN 0.0
          ELSE "t4"."told_delivered" - COALESCE("t4"."told_rejected", 0.0)
        END
        ELSE CAST(NULL AS DOUBLE PRECISION)
      END) AS "accepted", COALESCE("t4"."told_rejected", CASE
        WHEN "t4"."rejections" > 0
        THEN CASE
          WHEN ("t4"."told_delivered" - COALESCE("t4"."told_accepted", 0.0)) < 0
          THEN 0.0
          ELSE "t4"."told_delivered" - COALESCE("t4"."told_accepted", 0.0)
        END
        ELSE CAST(NULL AS DOUBLE PRECISION)
      END) AS "rejected"
  FROM (
    SELECT
      "t3"."commitment", "t3"."handover", MAX("t3"."position") FILTER(WHERE
        "t3"."kind" = 'Delivered') AS "delivered_position", MAX("t3"."happened_at") FILTER(WHERE
        "t3"."kind" = 'Delivered') AS "delivered_at", MAX("t3"."quantity") FILTER(WHERE
        "t3"."kind" = 'Delivered') AS "told_delivered", MAX(CASE WHEN "t3"."is_last" THEN 1 ELSE 0 END) FILTER(WHERE
        "t3"."kind" = 'Delivered') AS "last_word", MAX("t3"."happened_at") FILTER(WHERE
        (
          "t3"."kind" = 'Accepted') OR ("t3"."kind" = 'Rejected')) AS "answered_at", COUNT(*) FILTER(WHERE
        "t3"."kind" = 'Accepted') AS "acceptances", MAX("t3"."quantity") FILTER(WHERE
        "t3"."kind" = 'Accepted') AS "told_accepted", COUNT(*) FILTER(WHERE
        "t3"."kind" = 'Rejected') AS "rejections", MAX("t3"."quantity") FILTER(WHERE
        "t3"."kind" = 'Rejected') AS "told_rejected", COUNT(*) FILTER(WHERE
        "t3"."kind" = 'HandoverDisputed') AS "disputes", MAX("t3"."quantity") FILTER(WHERE
        "t3"."kind" = 'DisputeSettled') AS "settled", COUNT(*) FILTER(WHERE
        (
          "t3"."kind" = 'Accepted')
        AND (("t3"."documents_right" = FALSE) OR ("t3"."condition_right" = FALSE))) AS "wrongs"
    FROM (
      SELECT
        *
      FROM (
        SELECT
          "t1"."position", "t1"."kind", "t1"."commitment", "t1"."happened_at", "t1"."handover", "t1"."quantity",
          "t1"."is_last", "t1"."documents_right", "t1"."condition_right", ROW_NUMBER() OVER (
            PARTITION BY "t1"."commitment", "t1"."handover", "t1"."kind"
            ORDER BY "t1"."position" DESC NULLS LAST
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) - 1 AS "words_after"
        FROM (
          SELECT
            "t0"."position", "t0"."kind", "t0"."commitment", "t0"."happened_at", "t0"."handover", "t0"."quantity",
            "t0"."is_last", "t0"."documents_right", "t0"."condition_right"
          FROM "facts" AS "t0"
          WHERE
            "t0"."kind" IN ('Delivered', 'Accepted', 'Rejected', 'HandoverDisputed', 'DisputeSettled')
            AND "t0"."commitment" IS NOT NULL) AS "t1") AS "t2"
      WHERE
        "t2"."words_after" = 0) AS "t3"
    GROUP BY
      1, 2) AS "t4") AS "t5";

-- table commitments
CREATE VIEW commitments AS
SELECT
  "t18"."commitment", "t18"."requester", "t18"."performer", "t18"."purpose", "t18"."subject", "t18"."unit",
  "t18"."customer", "t18"."tier", "t18"."line", "t18"."agreed_minutes", "t18"."requested_position",
  "t18"."requested_at", "t18"."asked_due", "t18"."asked_quantity", "t18"."asked_value", "t18"."last_promise",
  "t18"."last_withdrawn", "t18"."last_revoked", "t18"."last_position", "t18"."promised_at", "t18"."first_due",
  "t18"."first_quantity", "t18"."last_due", "t18"."last_quantity", "t18"."answered_at", "t18"."noticed_at",
  "t18"."first_answered_at", "t18"."good", "t18"."rejected", "t18"."deliveries", "t18"."unanswered", "t18"."refused",
  "t18"."disputed", "t18"."wrong", "t18"."is_all_delivered", "t18"."delivered_at", "t18"."is_withdrawn",
  "t18"."is_revoked", "t18"."is_declined", "t8"."as_of"
FROM (
  SELECT
    "t16"."commitment", "t16"."requester", "t16"."performer", "t16"."purpose", "t16"."subject", "t16"."unit",
    "t16"."customer", "t16"."tier", "t16"."line", "t16"."agreed_minutes", "t16"."requested_position",
    "t16"."requested_at", "t16"."asked_due", "t16"."asked_quantity", "t16"."asked_value", "t16"."last_promise",
    "t16"."last_withdrawn", "t16"."last_revoked", "t16"."last_position", "t16"."promised_at", "t16"."first_due",
    "t16"."first_quantity", "t16"."last_due", "t16"."last_quantity", "t16"."answered_at", "t16"."noticed_at",
    "t16"."first_answered_at", "t16"."good", "t16"."rejected", "t16"."deliveries", "t16"."unanswered", "t16"."refused",
    "t16"."disputed", "t16"."wrong", ("t16"."lasts" > 0)
    OR (("t16"."deliveries" > 0)
      AND CASE
        WHEN (("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") IS NULL
        THEN "t16"."refused_whole" < "t16"."deliveries"
        ELSE ((("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") <= 1e-06)
        OR ("t16"."uncounted" > 0)
      END) AS "is_all_delivered", CASE
      WHEN ("t16"."lasts" > 0)
      OR (("t16"."deliveries" > 0)
        AND CASE
          WHEN (("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") IS NULL
          THEN "t16"."refused_whole" < "t16"."deliveries"
          ELSE ((("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") <= 1e-06)
          OR ("t16"."uncounted" > 0)
        END)
      THEN "t16"."latest_delivery"
      ELSE CAST(NULL AS TIMESTAMP(6))
    END AS "delivered_at", NOT (("t16"."lasts" > 0)
      OR (("t16"."deliveries" > 0)
        AND CASE
          WHEN (("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") IS NULL
          THEN "t16"."refused_whole" < "t16"."deliveries"
          ELSE ((("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") <= 1e-06)
          OR ("t16"."uncounted" > 0)
        END))
    AND (COALESCE("t16"."last_withdrawn", 0) > COALESCE("t16"."last_promise", 0)) AS "is_withdrawn", NOT ((
        "t16"."lasts" > 0)
      OR (("t16"."deliveries" > 0)
        AND CASE
          WHEN (("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") IS NULL
          THEN "t16"."refused_whole" < "t16"."deliveries"
          ELSE ((("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") <= 1e-06)
          OR ("t16"."uncounted" > 0)
        END))
    AND (COALESCE("t16"."last_revoked", 0) > COALESCE("t16"."last_promise", 0)) AS "is_revoked", NOT (("t16"."lasts" > 0
      )
      OR (("t16"."deliveries" > 0)
        AND CASE
          WHEN (("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") IS NULL
          THEN "t16"."refused_whole" < "t16"."deliveries"
          ELSE ((("t16"."last_quantity" - "t16"."counted") + "t16"."rejected") <= 1e-06)
          OR ("t16"."uncounted" > 0)
        END))
    AND (COALESCE("t16"."declines", 0) > 0) AS "is_declined"
  FROM (
    SELECT
      "t15"."commitment", "t15"."requester", "t15"."performer", "t15"."purpose", "t15"."subject", "t15"."unit",
      "t15"."customer", "t15"."tier", "t15"."line", "t15"."agreed_minutes", "t15"."requested_position",
      "t15"."requested_at", "t15"."asked_due", "t15"."asked_quantity", "t15"."asked_value", "t15"."last_promise",
      "t15"."last_withdrawn", "t15"."last_revoked", "t15"."last_position", "t15"."promised_at", "t15"."first_due",
      "t15"."first_quantity", "t15"."last_due", "t15"."last_quantity", "t15"."answered_at", "t15"."noticed_at",
      "t15"."declines", "t15"."latest_delivery", "t15"."first_answered_at", COALESCE("t15"."counted", 0) AS "counted",
      COALESCE("t15"."good", 0) AS "good", COALESCE("t15"."rejected", 0) AS "rejected",
      COALESCE("t15"."deliveries", 0) AS "deliveries", COALESCE("t15"."uncounted", 0) AS "uncounted",
      COALESCE("t15"."lasts", 0) AS "lasts", COALESCE("t15"."unanswered", 0) AS "unanswered",
      COALESCE("t15"."refused", 0) AS "refused", COALESCE("t15"."refused_whole", 0) AS "refused_whole",
      COALESCE("t15"."disputed", 0) AS "disputed", COALESCE("t15"."wrong", 0) AS "wrong"
    FROM (
      SELECT
        "t3"."commitment", "t3"."requester", "t3"."performer", "t3"."purpose", "t3"."subject", "t3"."unit",
        "t3"."customer", "t3"."tier", "t3"."line", "t3"."agreed_minutes", "t3"."requested_position",
        "t3"."requested_at", "t3"."asked_due", "t3"."asked_quantity", "t3"."asked_value", "t3"."last_promise",
        "t3"."last_withdrawn", "t3"."last_revoked", "t3"."last_position", "t3"."promised_at", "t3"."first_due",
        "t3"."first_quantity", "t3"."last_due", "t3"."last_quantity", "t14"."answered_at", "t14"."noticed_at",
        "t14"."declines", "t11"."latest_delivery", "t11"."first_answered_at", "t11"."counted", "t11"."good",
        "t11"."rejected", "t11"."deliveries", "t11"."uncounted", "t11"."lasts", "t11"."unanswered", "t11"."refused",
        "t11"."refused_whole", "t11"."disputed", "t11"."wrong"
      FROM "promises" AS "t3"
      LEFT OUTER JOIN (
        SELECT
          "t12"."commitment", MIN("t12"."happened_at") FILTER(WHERE
            (
              "t12"."kind" = 'Promised')
            OR ("t12"."kind" IN ('CounterOffered', 'Declined')
              AND ("t12"."actor_party" <> "t12"."requester"))) AS "answered_at", MIN("t12"."happened_at") FILTER(WHERE
            (
              "t12"."kind" = 'SlipNotified')
            AND ("t12"."position" > "t12"."last_promise")) AS "noticed_at", COUNT(*) FILTER(WHERE
            (
              "t12"."kind" = 'Declined')
            AND ("t12"."last_promise" IS NULL)
            AND ("t12"."actor_party" <> "t12"."requester")) AS "declines"
        FROM (
          SELECT
            "t9"."position", "t9"."commitment", "t9"."kind", "t9"."happened_at", "t9"."actor_party", "t7"."requester",
            "t7"."last_promise"
          FROM (
            SELECT
              "t0"."position", "t0"."commitment", "t0"."kind", "t0"."happened_at", "t0"."actor_party"
            FROM "facts" AS "t0"
            WHERE
              "t0"."kind" IN ('Promised', 'CounterOffered', 'Declined', 'SlipNotified')) AS "t9"
          INNER JOIN (
            SELECT
              "t1"."commitment", "t1"."requester", "t1"."last_promise"
            FROM "promises" AS "t1") AS "t7"
            ON "t9"."commitment" = "t7"."commitment") AS "t12"
        GROUP BY
          1) AS "t14"
        ON "t3"."commitment" = "t14"."commitment"
      LEFT OUTER JOIN (
        SELECT
          "t2"."commitment", MAX(COALESCE("t2"."delivered_at", "t2"."answered_at")) AS "latest_delivery",
          MIN("t2"."answered_at") AS "first_answered_at", SUM("t2"."counted") AS "counted", SUM("t2"."good") AS "good",
          SUM("t2"."rejected") AS "rejected", COUNT(*) AS "deliveries", COUNT(*) FILTER(WHERE
            "t2"."counted" IS NULL) AS "uncounted", COUNT(*) FILTER(WHERE
            "t2"."is_last") AS "lasts", COUNT(*) FILTER(WHERE
            "t2"."answered_at" IS NULL) AS "unanswered", COUNT(*) FILTER(WHERE
            "t2"."is_refused" OR ("t2"."rejected" > 0)) AS "refused", COUNT(*) FILTER(WHERE
            "t2"."is_refused") AS "refused_whole", COUNT(*) FILTER(WHERE
            "t2"."is_disputed") AS "disputed", COUNT(*) FILTER(WHERE
            "t2"."is_wrong") AS "wrong"
        FROM "deliveries" AS "t2"
        GROUP BY
          1) AS "t11"
        ON "t3"."commitment" = "t11"."commitment") AS "t15") AS "t16") AS "t18"
CROSS JOIN (
  SELECT
    MAX("t0"."happened_at") AS "as_of"
  FROM "facts" AS "t0") AS "t8";

-- table handovers
CREATE VIEW handovers AS
SELECT
  *
FROM (
  SELECT
    "t6"."case", LAG("t6"."actor_party") OVER (PARTITION BY "t6"."case"
      ORDER BY "t6"."happened_at" ASC, "t6"."position" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "from_party", "t6"."actor_party" AS "to_party",
    LAG("t6"."happened_at") OVER (PARTITION BY "t6"."case"
      ORDER BY "t6"."happened_at" ASC, "t6"."position" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "left_at",
    COALESCE("t6"."started_at", "t6"."happened_at") AS "arrived_at", LAG("t6"."position") OVER (PARTITION BY "t6"."case"
      ORDER BY "t6"."happened_at" ASC, "t6"."position" ASC
      ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) AS "from_position", "t6"."position" AS "to_position"
  FROM (
    SELECT
      "t4"."position", "t4"."happened_at", "t4"."started_at", "t4"."actor_party", "t5"."case"
    FROM (
      SELECT
        "t0"."position", "t0"."happened_at", "t0"."started_at", "t0"."actor_party"
      FROM "facts" AS "t0"
      WHERE
        "t0"."kind" = 'WorkRecorded' AND "t0"."actor_party" <> 'unrecorded') AS "t4"
    INNER JOIN (
      SELECT
        "t1"."object" AS "case", "t1"."position" AS "at"
      FROM "links" AS "t1"
      WHERE
        "t1"."type" = 'case') AS "t5"
      ON "t4"."position" = "t5"."at") AS "t6") AS "t7"
WHERE
  "t7"."from_party" <> "t7"."to_party";

-- cases of closed_cases
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", 1.0 AS "numerator",
  1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."delivered_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."is_all_delivered";

-- cases of open_past_due
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", 1.0 AS "numerator",
  1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', COALESCE("t0"."last_due", "t0"."asked_due")), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  NOT ("t0"."is_all_delivered")
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND NOT ("t0"."is_revoked")
  AND COALESCE("t0"."last_due", "t0"."asked_due") < "t0"."as_of";

-- cases of late_after_promise
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE("t0"."delivered_at" > "t0"."last_due", FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."last_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."is_all_delivered" AND "t0"."last_due" IS NOT NULL;

-- cases of late_after_request
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE("t0"."delivered_at" > "t0"."asked_due", FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."asked_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."is_all_delivered" AND "t0"."asked_due" IS NOT NULL;

-- cases of delivery_time
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CAST((CAST((
      EXTRACT('epoch' FROM "t0"."delivered_at") - EXTRACT('epoch' FROM "t0"."requested_at")
    ) AS DOUBLE PRECISION) / 3600.0) AS DOUBLE PRECISION) / 24.0 AS "numerator", 1.0 AS "denominator",
  "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."delivered_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  (
    (
      "t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer'))
  AND "t0"."is_all_delivered";

-- cases of otif_receipt_requested
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE(("t0"."delivered_at" <= "t0"."asked_due")
      AND CASE
        WHEN "t0"."asked_quantity" IS NULL
        THEN "t0"."refused" = 0
        ELSE "t0"."good" >= ("t0"."asked_quantity" - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."asked_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."asked_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."asked_due" < "t0"."as_of"))
  AND (("t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer'));

-- cases of otif_receipt_first
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE(("t0"."delivered_at" <= "t0"."first_due")
      AND CASE
        WHEN "t0"."first_quantity" IS NULL
        THEN "t0"."refused" = 0
        ELSE "t0"."good" >= ("t0"."first_quantity" - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."first_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."first_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."first_due" < "t0"."as_of"))
  AND (("t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer'));

-- cases of otif_receipt_last
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE(("t0"."delivered_at" <= "t0"."last_due")
      AND CASE
        WHEN "t0"."last_quantity" IS NULL
        THEN "t0"."refused" = 0
        ELSE "t0"."good" >= ("t0"."last_quantity" - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."last_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."last_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."last_due" < "t0"."as_of"))
  AND (("t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer'));

-- cases of otif_departure_requested
SELECT
  "t7"."commitment" AS "case", "t7"."commitment", "t7"."departed_position" AS "position", CASE
    WHEN COALESCE(("t7"."departed_at" <= "t7"."asked_due")
      AND CASE
        WHEN CASE
          WHEN "t7"."uncounted" = 0
          THEN "t7"."asked_quantity"
          ELSE CAST(NULL AS DOUBLE PRECISION)
        END IS NULL
        THEN "t7"."left_behind" = 0
        ELSE "t7"."departed" >= (CASE
            WHEN "t7"."uncounted" = 0
            THEN "t7"."asked_quantity"
            ELSE CAST(NULL AS DOUBLE PRECISION)
          END - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t7"."performer" AS "party", "t7"."customer", "t7"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t7"."asked_due"), 'YYYY-MM-DD') AS "week", "t7"."line"
FROM (
  SELECT
    "t3"."commitment", "t3"."requester", "t3"."performer", "t3"."purpose", "t3"."subject", "t3"."unit", "t3"."customer",
    "t3"."tier", "t3"."line", "t3"."agreed_minutes", "t3"."requested_position", "t3"."requested_at", "t3"."asked_due",
    "t3"."asked_quantity", "t3"."asked_value", "t3"."last_promise", "t3"."last_withdrawn", "t3"."last_revoked",
    "t3"."last_position", "t3"."promised_at", "t3"."first_due", "t3"."first_quantity", "t3"."last_due",
    "t3"."last_quantity", "t3"."answered_at", "t3"."noticed_at", "t3"."first_answered_at", "t3"."good", "t3"."rejected",
    "t3"."deliveries", "t3"."unanswered", "t3"."refused", "t3"."disputed", "t3"."wrong", "t3"."is_all_delivered",
    "t3"."delivered_at", "t3"."is_withdrawn", "t3"."is_revoked", "t3"."is_declined", "t3"."as_of", "t6"."departed_at",
    "t6"."departed", "t6"."departed_position", "t6"."uncounted", "t6"."left_behind"
  FROM (
    SELECT
      *
    FROM "commitments" AS "t0"
    WHERE
      (
        "t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer')) AS "t3"
  INNER JOIN (
    SELECT
      "t4"."subject", "t4"."departed", "t4"."departed_position", "t4"."uncounted", "t4"."left_behind", CASE
        WHEN "t4"."left_behind" = 0
        THEN "t4"."latest"
        ELSE CAST(NULL AS TIMESTAMP(6))
      END AS "departed_at"
    FROM (
      SELECT
        "t1"."subject", MAX("t1"."delivered_at") AS "latest", SUM("t1"."good") AS "departed",
        MAX("t1"."last_position") AS "departed_position", COUNT(*) FILTER(WHERE
          "t1"."last_quantity" IS NULL) AS "uncounted", COUNT(*) FILTER(WHERE
          NOT ("t1"."is_all_delivered")) AS "left_behind"
      FROM (
        SELECT
          *
        FROM "commitments" AS "t0"
        WHERE
          "t0"."purpose" = 'pick'
          AND NOT ("t0"."is_withdrawn")
          AND NOT ("t0"."is_declined")) AS "t1"
      GROUP BY
        1) AS "t4") AS "t6"
    ON "t3"."subject" = "t6"."subject") AS "t7"
WHERE
  "t7"."asked_due" IS NOT NULL
  AND NOT ("t7"."is_withdrawn" OR "t7"."is_declined")
  AND (("t7"."departed_at" IS NOT NULL) OR ("t7"."asked_due" < "t7"."as_of"));

-- cases of otif_departure_first
SELECT
  "t7"."commitment" AS "case", "t7"."commitment", "t7"."departed_position" AS "position", CASE
    WHEN COALESCE(("t7"."departed_at" <= "t7"."first_due")
      AND CASE
        WHEN CASE
          WHEN "t7"."uncounted" = 0
          THEN "t7"."first_quantity"
          ELSE CAST(NULL AS DOUBLE PRECISION)
        END IS NULL
        THEN "t7"."left_behind" = 0
        ELSE "t7"."departed" >= (CASE
            WHEN "t7"."uncounted" = 0
            THEN "t7"."first_quantity"
            ELSE CAST(NULL AS DOUBLE PRECISION)
          END - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t7"."performer" AS "party", "t7"."customer", "t7"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t7"."first_due"), 'YYYY-MM-DD') AS "week", "t7"."line"
FROM (
  SELECT
    "t3"."commitment", "t3"."requester", "t3"."performer", "t3"."purpose", "t3"."subject", "t3"."unit", "t3"."customer",
    "t3"."tier", "t3"."line", "t3"."agreed_minutes", "t3"."requested_position", "t3"."requested_at", "t3"."asked_due",
    "t3"."asked_quantity", "t3"."asked_value", "t3"."last_promise", "t3"."last_withdrawn", "t3"."last_revoked",
    "t3"."last_position", "t3"."promised_at", "t3"."first_due", "t3"."first_quantity", "t3"."last_due",
    "t3"."last_quantity", "t3"."answered_at", "t3"."noticed_at", "t3"."first_answered_at", "t3"."good", "t3"."rejected",
    "t3"."deliveries", "t3"."unanswered", "t3"."refused", "t3"."disputed", "t3"."wrong", "t3"."is_all_delivered",
    "t3"."delivered_at", "t3"."is_withdrawn", "t3"."is_revoked", "t3"."is_declined", "t3"."as_of", "t6"."departed_at",
    "t6"."departed", "t6"."departed_position", "t6"."uncounted", "t6"."left_behind"
  FROM (
    SELECT
      *
    FROM "commitments" AS "t0"
    WHERE
      (
        "t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer')) AS "t3"
  INNER JOIN (
    SELECT
      "t4"."subject", "t4"."departed", "t4"."departed_position", "t4"."uncounted", "t4"."left_behind", CASE
        WHEN "t4"."left_behind" = 0
        THEN "t4"."latest"
        ELSE CAST(NULL AS TIMESTAMP(6))
      END AS "departed_at"
    FROM (
      SELECT
        "t1"."subject", MAX("t1"."delivered_at") AS "latest", SUM("t1"."good") AS "departed",
        MAX("t1"."last_position") AS "departed_position", COUNT(*) FILTER(WHERE
          "t1"."last_quantity" IS NULL) AS "uncounted", COUNT(*) FILTER(WHERE
          NOT ("t1"."is_all_delivered")) AS "left_behind"
      FROM (
        SELECT
          *
        FROM "commitments" AS "t0"
        WHERE
          "t0"."purpose" = 'pick'
          AND NOT ("t0"."is_withdrawn")
          AND NOT ("t0"."is_declined")) AS "t1"
      GROUP BY
        1) AS "t4") AS "t6"
    ON "t3"."subject" = "t6"."subject") AS "t7"
WHERE
  "t7"."first_due" IS NOT NULL
  AND NOT ("t7"."is_withdrawn" OR "t7"."is_declined")
  AND (("t7"."departed_at" IS NOT NULL) OR ("t7"."first_due" < "t7"."as_of"));

-- cases of otif_departure_last
SELECT
  "t7"."commitment" AS "case", "t7"."commitment", "t7"."departed_position" AS "position", CASE
    WHEN COALESCE(("t7"."departed_at" <= "t7"."last_due")
      AND CASE
        WHEN CASE
          WHEN "t7"."uncounted" = 0
          THEN "t7"."last_quantity"
          ELSE CAST(NULL AS DOUBLE PRECISION)
        END IS NULL
        THEN "t7"."left_behind" = 0
        ELSE "t7"."departed" >= (CASE
            WHEN "t7"."uncounted" = 0
            THEN "t7"."last_quantity"
            ELSE CAST(NULL AS DOUBLE PRECISION)
          END - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t7"."performer" AS "party", "t7"."customer", "t7"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t7"."last_due"), 'YYYY-MM-DD') AS "week", "t7"."line"
FROM (
  SELECT
    "t3"."commitment", "t3"."requester", "t3"."performer", "t3"."purpose", "t3"."subject", "t3"."unit", "t3"."customer",
    "t3"."tier", "t3"."line", "t3"."agreed_minutes", "t3"."requested_position", "t3"."requested_at", "t3"."asked_due",
    "t3"."asked_quantity", "t3"."asked_value", "t3"."last_promise", "t3"."last_withdrawn", "t3"."last_revoked",
    "t3"."last_position", "t3"."promised_at", "t3"."first_due", "t3"."first_quantity", "t3"."last_due",
    "t3"."last_quantity", "t3"."answered_at", "t3"."noticed_at", "t3"."first_answered_at", "t3"."good", "t3"."rejected",
    "t3"."deliveries", "t3"."unanswered", "t3"."refused", "t3"."disputed", "t3"."wrong", "t3"."is_all_delivered",
    "t3"."delivered_at", "t3"."is_withdrawn", "t3"."is_revoked", "t3"."is_declined", "t3"."as_of", "t6"."departed_at",
    "t6"."departed", "t6"."departed_position", "t6"."uncounted", "t6"."left_behind"
  FROM (
    SELECT
      *
    FROM "commitments" AS "t0"
    WHERE
      (
        "t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer')) AS "t3"
  INNER JOIN (
    SELECT
      "t4"."subject", "t4"."departed", "t4"."departed_position", "t4"."uncounted", "t4"."left_behind", CASE
        WHEN "t4"."left_behind" = 0
        THEN "t4"."latest"
        ELSE CAST(NULL AS TIMESTAMP(6))
      END AS "departed_at"
    FROM (
      SELECT
        "t1"."subject", MAX("t1"."delivered_at") AS "latest", SUM("t1"."good") AS "departed",
        MAX("t1"."last_position") AS "departed_position", COUNT(*) FILTER(WHERE
          "t1"."last_quantity" IS NULL) AS "uncounted", COUNT(*) FILTER(WHERE
          NOT ("t1"."is_all_delivered")) AS "left_behind"
      FROM (
        SELECT
          *
        FROM "commitments" AS "t0"
        WHERE
          "t0"."purpose" = 'pick'
          AND NOT ("t0"."is_withdrawn")
          AND NOT ("t0"."is_declined")) AS "t1"
      GROUP BY
        1) AS "t4") AS "t6"
    ON "t3"."subject" = "t6"."subject") AS "t7"
WHERE
  "t7"."last_due" IS NOT NULL
  AND NOT ("t7"."is_withdrawn" OR "t7"."is_declined")
  AND (("t7"."departed_at" IS NOT NULL) OR ("t7"."last_due" < "t7"."as_of"));

-- cases of perfect_order
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE(("t0"."delivered_at" <= "t0"."first_due")
      AND CASE
        WHEN "t0"."first_quantity" IS NULL
        THEN "t0"."refused" = 0
        ELSE "t0"."good" >= ("t0"."first_quantity" - 1e-06)
      END
      AND (("t0"."wrong" = 0) AND ("t0"."refused" = 0)), FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."first_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."first_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."first_due" < "t0"."as_of"))
  AND (("t0"."purpose" = 'promise') OR ("t0"."requester" = 'customer'));

-- cases of promise_kept_first
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE(("t0"."delivered_at" <= "t0"."first_due")
      AND CASE
        WHEN "t0"."first_quantity" IS NULL
        THEN "t0"."refused" = 0
        ELSE "t0"."good" >= ("t0"."first_quantity" - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."first_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."first_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."first_due" < "t0"."as_of"));

-- cases of promise_kept_last
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE(("t0"."delivered_at" <= "t0"."last_due")
      AND CASE
        WHEN "t0"."last_quantity" IS NULL
        THEN "t0"."refused" = 0
        ELSE "t0"."good" >= ("t0"."last_quantity" - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."last_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."last_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."last_due" < "t0"."as_of"));

-- cases of slips_told
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position",
  CASE WHEN COALESCE("t0"."noticed_at" < "t0"."last_due", FALSE) THEN 1.0 ELSE 0.0 END AS "numerator",
  1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."last_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."last_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."last_due" < "t0"."as_of"))
  AND (("t0"."delivered_at" IS NULL) OR ("t0"."delivered_at" > "t0"."last_due"))
  AND NOT ("t0"."is_revoked");

-- cases of notice_lead
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CAST((
    EXTRACT('epoch' FROM "t0"."last_due") - EXTRACT('epoch' FROM "t0"."noticed_at")
  ) AS DOUBLE PRECISION) / 3600.0 AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer",
  "t0"."tier", TO_CHAR(DATE_TRUNC('WEEK', "t0"."last_due"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."last_due" IS NOT NULL
  AND NOT ("t0"."is_withdrawn" OR "t0"."is_declined")
  AND (("t0"."delivered_at" IS NOT NULL) OR ("t0"."last_due" < "t0"."as_of"))
  AND (("t0"."delivered_at" IS NULL) OR ("t0"."delivered_at" > "t0"."last_due"))
  AND NOT ("t0"."is_revoked")
  AND "t0"."noticed_at" < "t0"."last_due";

-- cases of right_first_time
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE(("t0"."refused" = 0)
      AND ("t0"."disputed" = 0)
      AND ("t0"."wrong" = 0)
      AND CASE
        WHEN "t0"."last_quantity" IS NULL
        THEN "t0"."refused" = 0
        ELSE "t0"."good" >= ("t0"."last_quantity" - 1e-06)
      END, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."delivered_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."is_all_delivered" AND "t0"."unanswered" = 0;

-- cases of error_rate
SELECT
  "t5"."commitment" AS "case", "t5"."commitment", "t3"."last_position" AS "position",
  CASE WHEN COALESCE("t5"."error", FALSE) THEN 1.0 ELSE 0.0 END AS "numerator", 1.0 AS "denominator",
  "t3"."performer" AS "party", "t3"."customer", "t3"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t5"."answered_at"), 'YYYY-MM-DD') AS "week", "t3"."line"
FROM (
  SELECT
    "t0"."commitment", "t0"."answered_at", "t0"."is_refused"
    OR ("t0"."rejected" > 0)
    OR "t0"."is_disputed"
    OR "t0"."is_wrong" AS "error"
  FROM "deliveries" AS "t0"
  WHERE
    "t0"."answered_at" IS NOT NULL) AS "t5"
INNER JOIN (
  SELECT
    "t1"."commitment", "t1"."last_position", "t1"."performer", "t1"."customer", "t1"."tier", "t1"."line"
  FROM "commitments" AS "t1") AS "t3"
  ON "t5"."commitment" = "t3"."commitment";

-- cases of answer_time
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CAST((
    EXTRACT('epoch' FROM "t0"."answered_at") - EXTRACT('epoch' FROM "t0"."requested_at")
  ) AS DOUBLE PRECISION) / 3600.0 AS "numerator", 1.0 AS "denominator", "t0"."performer" AS "party", "t0"."customer",
  "t0"."tier", TO_CHAR(DATE_TRUNC('WEEK', "t0"."answered_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."answered_at" > "t0"."requested_at";

-- cases of requests_lost
SELECT
  "t0"."commitment" AS "case", "t0"."commitment", "t0"."last_position" AS "position", CASE
    WHEN COALESCE("t0"."is_withdrawn" OR "t0"."is_declined", FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."requester" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."requested_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "commitments" AS "t0"
WHERE
  "t0"."purpose" IN ('promise', 'supply', 'other')
  AND ("t0"."is_withdrawn"
    OR "t0"."is_declined"
    OR ("t0"."promised_at" IS NOT NULL)
    OR "t0"."is_all_delivered");

-- cases of hours_lost
SELECT
  COALESCE("t8"."subject", "t8"."commitment") AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t8"."position",
  CAST("t8"."minutes" AS DOUBLE PRECISION) / 60.0 AS "numerator", 1.0 AS "denominator", "t8"."actor_party" AS "party",
  "t8"."customer", "t8"."tier", TO_CHAR(DATE_TRUNC('WEEK', "t8"."happened_at"), 'YYYY-MM-DD') AS "week", "t8"."line"
FROM (
  SELECT
    "t5"."commitment", "t5"."minutes", "t5"."position", "t5"."happened_at", "t5"."actor_party", "t5"."subject",
    "t5"."customer", "t5"."tier", "t5"."line", "t6"."lost_commitment", "t7"."lost_subject"
  FROM (
    SELECT
      "t0"."commitment", "t0"."minutes", "t0"."position", "t0"."happened_at", "t0"."actor_party", "t0"."subject",
      "t0"."customer", "t0"."tier", "t0"."line"
    FROM "facts" AS "t0"
    WHERE
      "t0"."kind" = 'WorkRecorded' AND "t0"."minutes" IS NOT NULL) AS "t5"
  LEFT OUTER JOIN (
    SELECT
      "t1"."commitment" AS "lost_commitment"
    FROM "commitments" AS "t1"
    WHERE
      "t1"."purpose" IN ('promise', 'supply', 'other')
      AND ("t1"."is_withdrawn" OR "t1"."is_declined")) AS "t6"
    ON "t5"."commitment" = "t6"."lost_commitment"
  LEFT OUTER JOIN (
    SELECT DISTINCT
      "t1"."subject" AS "lost_subject"
    FROM "commitments" AS "t1"
    WHERE
      "t1"."purpose" IN ('promise', 'supply', 'other')
      AND ("t1"."is_withdrawn" OR "t1"."is_declined")
      AND "t1"."subject" IS NOT NULL) AS "t7"
    ON "t5"."commitment" IS NULL AND "t5"."subject" = "t7"."lost_subject") AS "t8"
WHERE
  (
    "t8"."lost_commitment" IS NOT NULL) OR ("t8"."lost_subject" IS NOT NULL);

-- cases of handovers
SELECT
  "t0"."case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."to_position" AS "position", 1.0 AS "numerator",
  1.0 AS "denominator", "t0"."to_party" AS "party", CAST(NULL AS VARCHAR) AS "customer",
  CAST(NULL AS VARCHAR) AS "tier", TO_CHAR(DATE_TRUNC('WEEK', "t0"."arrived_at"), 'YYYY-MM-DD') AS "week",
  CAST(NULL AS VARCHAR) AS "line"
FROM "handovers" AS "t0";

-- cases of handover_wait
SELECT
  "t0"."case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."to_position" AS "position", CASE
    WHEN (CAST((EXTRACT('epoch' FROM "t0"."arrived_at") - EXTRACT('epoch' FROM "t0"."left_at")
      ) AS DOUBLE PRECISION) / 3600.0) < 0
    THEN 0.0
    ELSE CAST((EXTRACT('epoch' FROM "t0"."arrived_at") - EXTRACT('epoch' FROM "t0"."left_at")
    ) AS DOUBLE PRECISION) / 3600.0
  END AS "numerator", 1.0 AS "denominator", "t0"."to_party" AS "party", CAST(NULL AS VARCHAR) AS "customer",
  CAST(NULL AS VARCHAR) AS "tier", TO_CHAR(DATE_TRUNC('WEEK', "t0"."arrived_at"), 'YYYY-MM-DD') AS "week",
  CAST(NULL AS VARCHAR) AS "line"
FROM "handovers" AS "t0";

-- cases of inventory_turnover
WITH "t1" AS (
  SELECT
    "t0"."kind", "t0"."value", "t0"."variable_cost", "t0"."product", "t0"."position", "t0"."happened_at",
    "t0"."actor_party", "t0"."subject", "t0"."customer", "t0"."tier", "t0"."line"
  FROM "facts" AS "t0"
  WHERE
    "t0"."kind" IN ('Invoiced', 'StockCounted'))
SELECT
  "t3"."product" AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t3"."position", CASE
    WHEN "t3"."kind" = 'Invoiced'
    THEN CAST(("t3"."variable_cost" * 365.0) AS DOUBLE PRECISION) / "t6"."days"
    ELSE 0.0
  END AS "numerator", CASE
    WHEN "t3"."kind" = 'Invoiced'
    THEN 0.0
    ELSE CAST("t3"."value" AS DOUBLE PRECISION) / "t6"."days_counted"
  END AS "denominator", "t3"."actor_party" AS "party", "t3"."customer", "t3"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t3"."happened_at"), 'YYYY-MM-DD') AS "week", "t3"."line"
FROM "t1" AS "t3"
CROSS JOIN (
  SELECT
    "t4"."days_counted", CASE
      WHEN (CAST((EXTRACT('epoch' FROM "t4"."end") - EXTRACT('epoch' FROM "t4"."begin")) AS DOUBLE PRECISION) / 86400.0
      ) < 1.0
      THEN 1.0
      ELSE CAST((EXTRACT('epoch' FROM "t4"."end") - EXTRACT('epoch' FROM "t4"."begin")) AS DOUBLE PRECISION) / 86400.0
    END AS "days"
  FROM (
    SELECT
      MIN("t2"."happened_at") AS "begin", MAX("t2"."happened_at") AS "end",
      COUNT(DISTINCT TO_CHAR("t2"."happened_at", 'YYYY-MM-DD')) FILTER(WHERE
        NOT ("t2"."kind" = 'Invoiced')) AS "days_counted"
    FROM "t1" AS "t2") AS "t4") AS "t6";

-- cases of schedule_adherence
SELECT
  "t0"."subject" AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."position", CASE
    WHEN COALESCE((EXTRACT('epoch' FROM "t0"."happened_at") - EXTRACT('epoch' FROM "t0"."planned")) <= 3600, FALSE)
    THEN 1.0
    ELSE 0.0
  END AS "numerator", 1.0 AS "denominator", "t0"."actor_party" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."happened_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "facts" AS "t0"
WHERE
  "t0"."kind" = 'OperationFinished' AND "t0"."planned" IS NOT NULL;

-- cases of changeover_loss
SELECT
  COALESCE("t0"."subject", "t0"."line") AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."position", CASE
    WHEN "t0"."kind" = 'LineOpened'
    THEN 0.0
    ELSE COALESCE("t0"."minutes", CAST((
        EXTRACT('epoch' FROM "t0"."happened_at") - EXTRACT('epoch' FROM "t0"."started_at")) AS DOUBLE PRECISION) / 60.0)
  END AS "numerator", CASE
    WHEN "t0"."kind" = 'LineOpened'
    THEN COALESCE("t0"."minutes", CAST((
        EXTRACT('epoch' FROM "t0"."happened_at") - EXTRACT('epoch' FROM "t0"."started_at")) AS DOUBLE PRECISION) / 60.0)
    ELSE 0.0
  END AS "denominator", "t0"."actor_party" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."happened_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "facts" AS "t0"
WHERE
  "t0"."kind" IN ('ChangedOver', 'LineOpened');

-- cases of capacity_use
SELECT
  COALESCE("t0"."subject", "t0"."line") AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."position", CASE
    WHEN "t0"."kind" = 'LineOpened'
    THEN 0.0
    ELSE COALESCE("t0"."minutes", CAST((
        EXTRACT('epoch' FROM "t0"."happened_at") - EXTRACT('epoch' FROM "t0"."started_at")) AS DOUBLE PRECISION) / 60.0)
  END AS "numerator", CASE
    WHEN "t0"."kind" = 'LineOpened'
    THEN COALESCE("t0"."minutes", CAST((
        EXTRACT('epoch' FROM "t0"."happened_at") - EXTRACT('epoch' FROM "t0"."started_at")) AS DOUBLE PRECISION) / 60.0)
    ELSE 0.0
  END AS "denominator", "t0"."actor_party" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."happened_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "facts" AS "t0"
WHERE
  "t0"."kind" IN ('OperationFinished', 'LineOpened');

-- cases of frozen_changes
SELECT
  "t0"."subject" AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."position", 1.0 AS "numerator",
  1.0 AS "denominator", "t0"."owner" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."happened_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "facts" AS "t0"
WHERE
  "t0"."kind" = 'FrozenWorkMoved';

-- cases of oversteps
SELECT
  COALESCE("t0"."subject", "t0"."decision") AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."position",
  1.0 AS "numerator", 1.0 AS "denominator", "t0"."actor_party" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."happened_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "facts" AS "t0"
WHERE
  "t0"."kind" = 'DecisionRequested' AND "t0"."is_overstep";

-- cases of customer_contribution
SELECT
  COALESCE("t0"."subject", "t0"."customer") AS "case", CAST(NULL AS VARCHAR) AS "commitment", "t0"."position", (
    "t0"."value" - COALESCE("t0"."variable_cost", 0.0)) - COALESCE("t0"."service_cost", 0.0) AS "numerator",
  1.0 AS "denominator", "t0"."actor_party" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."happened_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "facts" AS "t0"
WHERE
  "t0"."kind" = 'Invoiced';

-- cases of satisfaction
SELECT
  COALESCE("t0"."subject", "t0"."customer", "t0"."actor_party") AS "case", CAST(NULL AS VARCHAR) AS "commitment",
  "t0"."position", CAST("t0"."score" AS DOUBLE PRECISION) AS "numerator", 1.0 AS "denominator",
  "t0"."about_party" AS "party", "t0"."customer", "t0"."tier",
  TO_CHAR(DATE_TRUNC('WEEK', "t0"."happened_at"), 'YYYY-MM-DD') AS "week", "t0"."line"
FROM "facts" AS "t0"
WHERE
  "t0"."kind" = 'FeedbackGiven';
