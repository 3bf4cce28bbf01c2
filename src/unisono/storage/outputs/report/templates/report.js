// Sorting and filtering of tables, and printing the agenda alone. Without it the page says all the same.
for (const table of document.querySelectorAll("table[data-sortable]")) {
  const body = table.tBodies[0];
  for (const [column, head] of [...table.tHead.rows[0].cells].entries()) {
    const button = document.createElement("button");
    button.type = "button";
    const onPaper = document.createElement("span");  // browsers do not repeat buttons on the next sheet of paper
    onPaper.className = "on-paper";
    onPaper.append(head.textContent);
    button.append(...head.childNodes);
    head.append(button, onPaper);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const key = (row) => row.cells[column].dataset.sort ?? row.cells[column].textContent.trim();
      const rows = [...body.rows].sort((one, other) => {
        const a = key(one), b = key(other);
        if (a === "" || b === "") return (a === "") - (b === "");  // what is missing stands last, either way
        const order = isNaN(a) || isNaN(b) ? a.localeCompare(b) : a - b;
        return down ? -order : order;
      });
      body.append(...rows);
    });
  }
}
for (const tools of document.querySelectorAll(".tools[data-for]")) {
  const table = document.getElementById(tools.dataset.for);
  const search = tools.querySelector("input");
  const count = tools.querySelector("output");
  const kinds = [...tools.querySelectorAll("button[data-kind]")];
  let kind = "";
  const show = () => {
    const wanted = search.value.trim().toLowerCase();
    let shown = 0;
    for (const row of table.tBodies[0].rows) {
      const fits = (!kind || row.dataset.kind.split(" ").includes(kind)) && row.textContent.toLowerCase().includes(wanted);
      row.hidden = !fits;
      shown += fits;
    }
    count.textContent = `${shown} of ${table.tBodies[0].rows.length}`;
  };
  search.addEventListener("input", show);
  for (const button of kinds) {
    button.addEventListener("click", () => {
      kind = button.dataset.kind;
      for (const other of kinds) other.setAttribute("aria-pressed", String(other === button));
      show();
    });
  }
  tools.hidden = false;
  show();
}
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    location.hash = button.dataset.print;
    window.print();
  });
}
