(function () {
	"use strict";
	var root = document.documentElement;
	function toggleTheme() {
		var dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
		root.dataset.theme = dark ? "light" : "dark";
	}
	function toggleSeverity(button) {
		var on = button.getAttribute("aria-pressed") === "true";
		button.setAttribute("aria-pressed", String(!on));
		document.body.classList.toggle("hide-" + button.dataset.severity, on);
		if (list) choose();
	}
	/* Opens all parts, or closes them where all are open; a printed page has those that are open. */
	function toggleDetails(button) {
		var open = Array.prototype.some.call(details, function (d) { return !d.open; });
		details.forEach(function (d) { d.open = open; });
		button.textContent = open ? "Close all" : "Open all";
	}
	var current = -1;
	function step(by) {
		var items = Array.prototype.filter.call(document.querySelectorAll(".issues > li"), function (li) { return li.offsetParent !== null; });
		if (!items.length) return;
		items.forEach(function (li) { li.classList.remove("current"); });
		current = (current + by + items.length) % items.length;
		items[current].classList.add("current");
		(items[current].querySelector("a") || items[current]).focus({preventScroll: true});
		items[current].scrollIntoView({block: "center"});
	}
	document.addEventListener("click", function (event) {
		var button = event.target.closest("button");
		if (!button) return;
		if (button.dataset.severity) toggleSeverity(button);
		if (button.dataset.action === "open") toggleDetails(button);
		if (button.dataset.action === "theme") toggleTheme();
		if (button.dataset.action === "print") print();
	});
	/* Of many rows those near the window are in the page, the others wait outside of it; the choices draw them anew. */
	var STEP = 100, list = document.getElementById("rows"), choices = document.querySelector(".choices"), more = document.querySelector(".more");
	var rows = [], matches = [], shown = 0, waiting = 0;
	function showMore() {
		var part = matches.slice(shown, shown + STEP);
		list.append.apply(list, part.map(function (row) { return row.li; }));
		shown += part.length;
		more.hidden = shown >= matches.length;
		more.textContent = shown + " of " + matches.length + " are shown; more";
	}
	function choose() {
		var wanted = {};
		waiting = 0;
		choices.querySelectorAll("[data-choice]").forEach(function (c) { wanted[c.dataset.choice] = c.value; });
		var text = wanted.text.trim().toLowerCase();
		matches = rows.filter(function (row) {
			if (text && !row.text) row.text = row.li.textContent.toLowerCase();
			return !document.body.classList.contains("hide-" + row.li.classList[0]) && (!wanted.type || row.type === wanted.type) &&
				(!wanted.side || row.side.indexOf(wanted.side) >= 0) && row.sure >= Number(wanted.sure) &&
				(!text || row.text.indexOf(text) >= 0);
		});
		choices.querySelector("output").textContent = matches.length < rows.length ? matches.length + " of " + rows.length : "";
		shown = 0;
		current = -1;
		list.replaceChildren();
		showMore();
	}
	/* A link or a page on paper wants rows that are not there yet. */
	function showUpTo(count) {
		while (shown < Math.min(count, matches.length)) showMore();
	}
	if (list) {
		rows = Array.prototype.map.call(list.children, function (li) {
			var d = li.dataset;
			return {li: li, type: d.type, side: d.side, sure: Number(d.sure), text: ""};
		});
		choices.hidden = false;
		choose();
		choices.addEventListener("input", function () {
			if (!waiting) waiting = requestAnimationFrame(choose);
		});
		more.addEventListener("click", showMore);
		new IntersectionObserver(function (seen) {
			if (seen[0].isIntersecting && !more.hidden) showMore();
		}, {rootMargin: "600px"}).observe(more);
		addEventListener("beforeprint", function () { showUpTo(matches.length); });
	}
	document.addEventListener("keydown", function (event) {
		if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, select")) return;
		if (event.key === "j") step(1);
		else if (event.key === "k") step(-1);
		else if (event.key === "t") toggleTheme();
		else if ("123".indexOf(event.key) >= 0) {
			var button = document.querySelectorAll(".filters button")[Number(event.key) - 1];
			if (button) toggleSeverity(button);
		}
	});
	/* What a line or box of the drawing says of itself, below the drawing. */
	function show(event) {
		var part = event.target.closest && event.target.closest(".arc, .node");
		if (part && shown) shown.textContent = part.querySelector("title").textContent;
	}
	var shown = document.querySelector(".shown");
	if (shown) shown.hidden = false;
	document.addEventListener("mouseover", show);
	document.addEventListener("focusin", show);
	/* A link of the drawing leads to a part that may be closed. */
	function follow() {
		var name = location.hash.slice(1);
		var at = name ? matches.findIndex(function (row) { return row.li.id === name || row.li.querySelector("#" + CSS.escape(name)); }) : -1;
		if (at >= shown) {
			showUpTo(at + 1);
			document.getElementById(name).scrollIntoView();
		}
	}
	if (list) follow();
	addEventListener("hashchange", function () {
		if (list) follow();
		var part = document.getElementById(location.hash.slice(1));
		if (part && part.tagName === "DETAILS") part.open = true;
	});
	var details = document.querySelectorAll("details");
	document.querySelector("[data-action=open]").hidden = !details.length;
})();
