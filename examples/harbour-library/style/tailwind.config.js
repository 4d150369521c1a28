/** Tailwind 3, as it comes, with its reset; the classes are those of the templates. */
module.exports = {
  content: [`${__dirname}/../templates/*.html`],
  darkMode: "media",
};
