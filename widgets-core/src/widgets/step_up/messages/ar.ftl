step-up-title = أكّد أنك صاحب الحساب
step-up-lead = تتطلب الخطوة التالية إثباتًا حديثًا بأن هذا حسابك.
step-up-lead-waiting = سيبقى ما أرسلته للتو محفوظًا { $wait }، وسيُنفَّذ فور تأكيدك.
step-up-button = تأكيد
step-up-wrong = كلمة المرور هذه غير صحيحة.
step-up-email = أرسل إليّ رمزًا بالبريد
step-up-email-hint = يُرسَل الرمز إلى { $email }.
step-up-leave = ليس الآن
