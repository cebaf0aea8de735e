// A sheet asked for by "In một trang" opens the printing window; without this script one presses Ctrl+P.
window.addEventListener("load", () => window.print());
