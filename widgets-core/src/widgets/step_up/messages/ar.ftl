step-up-title = أكّد هويتك
step-up-lead = خطوة تحقق سريعة قبل المتابعة.
step-up-lead-waiting = أكّد لحفظ تغييراتك. سنحتفظ بها { $wait }.
step-up-leave = ليس الآن
