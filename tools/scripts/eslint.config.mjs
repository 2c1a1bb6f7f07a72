// tsc knows what is not defined; this is about what is defined and should not stand there.
import js from "@eslint/js";

export default [
  js.configs.recommended,
  {
    files: ["**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "script" },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "no-undef": "off",
      "no-unused-vars": ["error", { vars: "local", argsIgnorePattern: "^_" }],
      "no-redeclare": ["error", { builtinGlobals: false }],
      "consistent-return": "off",
      "eqeqeq": "error",
      "max-len": ["error", { code: 130, ignoreStrings: true, ignorePattern: "say(Count)?\\(|^ */\\*\\* @" }],
      "max-lines": ["error", 300],
      "no-implied-eval": "error",
      "no-param-reassign": "error",
      "no-restricted-properties": ["error",
        { property: "innerHTML", message: "Texts are no HTML: textContent." },
        { property: "outerHTML", message: "Texts are no HTML: textContent." },
        { property: "insertAdjacentHTML", message: "Texts are no HTML: textContent." }],
      "no-shadow": "off",
      "no-var": "error",
      "prefer-const": "error",
    },
  },
];
