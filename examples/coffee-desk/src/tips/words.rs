//! The texts of the widget, in every language of the account pages.

use widgets_core::i18n::Messages;

/// The texts in one language.
pub(super) struct Words {
    pub(super) title: &'static str,
    pub(super) lead: &'static str,
    pub(super) holder: &'static str,
    pub(super) iban: &'static str,
    pub(super) save: &'static str,
    pub(super) saved: &'static str,
    pub(super) holder_empty: &'static str,
    pub(super) iban_malformed: &'static str,
}

const ENGLISH: Words = Words {
    title: "Tips",
    lead: "Where your tips are paid. You’ll confirm it’s you before saving.",
    holder: "Account holder",
    iban: "IBAN",
    save: "Save",
    saved: "Saved. Tips go to this account from now on.",
    holder_empty: "Enter the account holder.",
    iban_malformed: "Enter an IBAN, like DE02 1203 0000 0000 2020 51.",
};

const GERMAN: Words = Words {
    title: "Trinkgeld",
    lead: "Wohin Ihr Trinkgeld überwiesen wird. Vor dem Speichern bestätigen Sie, dass Sie es sind.",
    holder: "Kontoinhaber",
    iban: "IBAN",
    save: "Speichern",
    saved: "Gespeichert. Trinkgeld geht ab jetzt auf dieses Konto.",
    holder_empty: "Geben Sie den Kontoinhaber ein.",
    iban_malformed: "Geben Sie eine IBAN ein, zum Beispiel DE02 1203 0000 0000 2020 51.",
};

const ARABIC: Words = Words {
    title: "الإكراميات",
    lead: "الحساب الذي تُدفع إليه إكرامياتك. ستؤكّد هويتك قبل الحفظ.",
    holder: "صاحب الحساب",
    iban: "رقم الآيبان (IBAN)",
    save: "حفظ",
    saved: "تم الحفظ. ستُدفع الإكراميات إلى هذا الحساب من الآن.",
    holder_empty: "أدخل اسم صاحب الحساب.",
    iban_malformed: "أدخل رقم آيبان، مثل DE02 1203 0000 0000 2020 51.",
};

/// The texts in the reader's language.
pub(super) fn words(messages: &Messages) -> &'static Words {
    match messages.language().as_str() {
        "de" => &GERMAN,
        "ar" => &ARABIC,
        _ => &ENGLISH,
    }
}
