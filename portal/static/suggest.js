/* Suggestions below a search box while somebody types (ARIA combobox). Without this script the form works as it is. */
(function () {
  "use strict";
  var PAUSE = 120;

  function attach(input, number) {
    var list = document.createElement("ul");
    var id = "suggestions-" + number;
    var waiting = null, request = null, shown = [], active = -1, typed = "";
    list.id = id;
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", "建议");
    list.hidden = true;
    input.parentNode.insertBefore(list, input.nextSibling);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", id);
    input.setAttribute("aria-expanded", "false");
    input.setAttribute("autocomplete", "off");

    function stop() {
      clearTimeout(waiting);
      if (request) request.abort();
      request = null;
    }

    function close() {
      stop();
      list.hidden = true;
      list.textContent = "";
      shown = [];
      active = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function show(suggestions) {
      list.textContent = "";
      shown = suggestions;
      active = -1;
      input.removeAttribute("aria-activedescendant");
      suggestions.forEach(function (one, at) {
        var item = document.createElement("li"), note = document.createElement("small");
        item.id = id + "-" + at;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.textContent = one.label;
        note.textContent = one.kindLabel + (one.note ? "，" + one.note : "");
        item.appendChild(note);
        // The box keeps the focus; a click comes after it would have lost it.
        item.addEventListener("mousedown", function (event) { event.preventDefault(); });
        item.addEventListener("click", function () { choose(at); });
        list.appendChild(item);
      });
      list.hidden = !suggestions.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
    }

    function mark(at) {
      active = at;
      Array.prototype.forEach.call(list.children, function (item, number) {
        item.setAttribute("aria-selected", String(number === at));
        if (number === at && item.scrollIntoView) item.scrollIntoView({ block: "nearest" });
      });
      if (at < 0) {
        input.removeAttribute("aria-activedescendant");
        input.value = typed;
      } else {
        input.setAttribute("aria-activedescendant", id + "-" + at);
        input.value = shown[at].text;
      }
    }

    function choose(at) {
      input.value = shown[at].text;
      close();
      input.form.requestSubmit ? input.form.requestSubmit() : input.form.submit();
    }

    function ask() {
      var text = input.value;
      typed = text;
      if (!text.trim()) { close(); return; }
      request = new AbortController();
      fetch(input.dataset.suggest + "?q=" + encodeURIComponent(text), { signal: request.signal })
        .then(function (response) { return response.ok ? response.json() : { suggestions: [] }; })
        .then(function (found) {
          if (input.value === text && document.activeElement === input) show(found.suggestions);
        })
        .catch(function (error) { if (error.name !== "AbortError") close(); });
    }

    input.addEventListener("input", function (event) {
      stop();
      // While an input method composes, its letters are no text yet.
      if (!event.isComposing) waiting = setTimeout(ask, PAUSE);
    });
    input.addEventListener("compositionend", function () {
      stop();
      waiting = setTimeout(ask, PAUSE);
    });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        input.value = typed;
        close();
      } else if (event.key === "ArrowDown" && !list.hidden) {
        event.preventDefault();
        mark(active + 1 < shown.length ? active + 1 : -1);
      } else if (event.key === "ArrowUp" && !list.hidden) {
        event.preventDefault();
        mark(active < 0 ? shown.length - 1 : active - 1);
      } else if (event.key === "Enter") {
        close();
      }
    });
    input.addEventListener("blur", close);
  }

  document.querySelectorAll("input[data-suggest]").forEach(attach);
})();
