// On a phone the filter panel starts closed; without this script it is simply open.
for (const panel of document.querySelectorAll("details.filter")) {
  if (window.innerWidth < 768) panel.open = false;
}
