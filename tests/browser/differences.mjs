// Where we differ from what other people's checkers advise (see opinions.mjs), each with the reason.
// `says` matches a finding: its rule, its message, and the element it is about. A difference for which
// nothing is found any more fails, too.

/** html-validate, on pages. */
export const PAGES = [
  {
    says: /^no-redundant-role: .*"(table|rowgroup|row|columnheader|rowheader|cell)"/,
    because: "style that shows a table as a list on narrow screens takes these roles away in browsers",
  },
  { says: /^form-dup-name: .*"(device|member)"/, because: "several rows are chosen at once" },
];

/** html-validate, on mails. */
export const MAILS = [
  { says: /^no-inline-style/, because: "Gmail for other addresses and Outlook read no other style" },
  { says: /^no-deprecated-attr: .*(table|td)/, because: "Outlook for Windows lays out by attributes of tables" },
  { says: /^presentation-role-style/, because: "old screen readers in mail clients know `presentation` alone" },
  { says: /^prefer-tbody/, because: "a table that only lays out has no groups of rows" },
];

/** csp_evaluator, on policies. */
export const POLICIES = [
  { says: /^script-src 'self'/, because: "below the mount path scripts are our own hashed assets; nothing is uploaded there" },
];

/** IBM's engine, on pages as they are shown. */
export const SHOWN = [
  {
    says: /^aria_(form_label|landmark_name)_unique: .*<form/,
    because: "a form without a name is no landmark (HTML-AAM); named ones would crowd the list of landmarks",
  },
  {
    says: /^input_autocomplete_valid: .*autocomplete="username"/,
    because: "the HTML standard has `username` on `type=email`, and password managers look for it",
  },
  { says: /^label_content_exists: .*<label>$/, because: "its words are there, in a part that is read but not seen" },
  { says: /^aria_content_in_landmark: .*wg-skip/, because: "the link past the navigation is the first thing on a page" },
];

/** caniemail, on mails: what some client does not show, and what happens there. */
export const CLIENTS = [
  { says: /^(color-scheme|@media|<style>)/, because: "the client shows the light colours, or changes them by itself" },
  { says: /^<body>/, because: "the table inside it has the same ground and font" },
  { says: /^system-ui/, because: "the next font of the list is taken" },
  { says: /^(border-radius|letter-spacing)/, because: "corners are square, and digits stand closer" },
  { says: /^(role|dir) attribute/, because: "text is aligned by style, and its letters have a direction" },
  { says: /^word-break/, because: "the address of a link is wide; it is the second way to the same page" },
  { says: /^(margin|padding|max-width|width attribute|align attribute)/, because: "the card is wider or closer, with all its text" },
  { says: /^(background|border|text-align|text-decoration|display)/, because: "only values that are not used are missing" },
];

/** isemail's tests: addresses that it judges otherwise. */
export const ADDRESSES = [
  { says: /^refused: .*"/, because: "no provider gives out a quoted local part, and two spellings would be one mailbox" },
  { says: /^refused: .*\(/, because: "a comment is no part of an address" },
  { says: /^refused: .*\[/, because: "mail goes to domains, not to the address of a machine" },
  { says: /^refused: .*\S\s+\S/, because: "white space within is a slip of the hand" },
  { says: /^refused: [^@]*@\w+$/, because: "a domain without a dot is a name of a local network" },
  { says: /^refused: [^@]*@[\w.]*\d+$/, because: "a number at the end is a machine to a resolver" },
  { says: /^accepted: (\s+\S+|\S+\s+)$/, because: "white space and line ends around it were pasted with it" },
];
