// What folium's own layers expect beside Leaflet: its default icons, and the two uses that folium makes of jQuery.
L.Icon.Default.imagePath = "";
L.Icon.Default.mergeOptions({
  iconUrl: "{{marker-icon}}", iconRetinaUrl: "{{marker-icon-2x}}", shadowUrl: "{{marker-shadow}}",
});
window.$ = window.$ || function (what) {
  if (typeof what !== "string") return { ready: (run) => run() };
  const holder = document.createElement("template");
  holder.innerHTML = what;
  return [holder.content.firstElementChild];
};
