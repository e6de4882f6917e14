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
	}
	/* Opens all parts, or closes them where all are open; a printed page has those that are open. */
	function toggleDetails(button) {
		var open = Array.prototype.some.call(details, function (d) { return !d.open; });
		details.forEach(function (d) { d.open = open; });
		button.textContent = open ? "Close all" : "Open all";
	}
	var current = -1;
	function step(by) {
		var items = Array.prototype.filter.call(document.querySelectorAll(".issues li"), function (li) { return li.offsetParent !== null; });
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
	document.addEventListener("keydown", function (event) {
		if (event.ctrlKey || event.altKey || event.metaKey) return;
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
	addEventListener("hashchange", function () {
		var part = document.getElementById(location.hash.slice(1));
		if (part && part.tagName === "DETAILS") part.open = true;
	});
	var details = document.querySelectorAll("details");
	document.querySelector("[data-action=open]").hidden = !details.length;
})();
