mail-footer = أرسل { $name } هذه الرسالة إلى { $address } لأن هذا العنوان استُخدم لدى { $name }. لا أحد يقرأ الردود.

mail-code-label = رمزك
mail-code-lasts = يعمل الرمز مرة واحدة، والمدة المتبقية: { $wait }. لا تعطه لأحد، حتى لمن يقول إنه يعمل لدينا.
mail-decline = لم أطلب هذا
mail-button-otherwise = إذا لم يعمل الزر، فافتح هذا العنوان:

mail-sign-up-subject = أكمل إنشاء حسابك لدى { $name }
mail-sign-up-title = أكّد بريدك الإلكتروني
mail-sign-up-lead = اكتب هذا الرمز حيث بدأت إنشاء حسابك لدى { $name }، أو استخدم الزر في المتصفح نفسه.
mail-sign-up-button = تأكيد العنوان
mail-sign-up-decline = إذا لم تبدأ إنشاء حساب، فلن يُنشأ أي حساب.

mail-taken-subject = لديك حساب لدى { $name } بالفعل
mail-taken-title = لديك حساب بالفعل
mail-taken-lead = حاول شخص ما، وقد تكون أنت، إنشاء حساب لدى { $name } بهذا العنوان. لهذا العنوان حساب بالفعل، ولم يتغير شيء. يمكنك تسجيل الدخول مباشرة.
mail-taken-button = تسجيل الدخول
mail-taken-reset = هل نسيت كلمة المرور؟
mail-taken-decline = إذا لم تكن أنت من فعل ذلك، فلا يلزمك فعل شيء. من حاول لم يعرف أن لديك حسابًا.

mail-sign-in-subject = رمز تسجيل دخولك إلى { $name }
mail-sign-in-title = تسجيل الدخول إلى { $name }
mail-sign-in-lead = اكتب هذا الرمز حيث بدأت تسجيل الدخول، أو استخدم الزر في المتصفح نفسه.
mail-sign-in-button = تسجيل الدخول
mail-sign-in-decline = إذا لم تحاول تسجيل الدخول، فلم يحدث شيء بعد.

mail-reset-subject = اختر كلمة مرور جديدة لدى { $name }
mail-reset-title = اختر كلمة مرور جديدة
mail-reset-lead = اكتب هذا الرمز حيث طلبت كلمة مرور جديدة لدى { $name }، أو استخدم الزر في المتصفح نفسه.
mail-reset-button = اختيار كلمة مرور جديدة
mail-reset-decline = إذا لم تطلب ذلك، فستبقى كلمة المرور كما هي.

mail-step-up-subject = رمز تأكيد هويتك لدى { $name }
mail-step-up-title = أكّد أنك أنت
mail-step-up-lead = اكتب هذا الرمز في المتصفح الذي سجّلت فيه الدخول إلى { $name }.
mail-step-up-button = تأكيد
mail-step-up-decline = إذا لم تطلبه، فقد يكون شخص آخر قد سجّل الدخول باسمك.

mail-set-subject = تم تعيين كلمة مرور لدى { $name }
mail-set-title = تم تعيين كلمة مرور
mail-set-lead = تم تعيين كلمة مرور لحسابك لدى { $name } في { $at }، ولم تكن له كلمة مرور من قبل.

mail-changed-subject = تم تغيير كلمة مرورك لدى { $name }
mail-changed-title = تم تغيير كلمة مرورك
mail-changed-lead = تم تغيير كلمة مرور حسابك لدى { $name } في { $at }.
mail-changed-decline = إذا كنت أنت من فعل ذلك، فلا يلزمك فعل شيء. وإذا لم تكن أنت، فاختر الآن كلمة مرور جديدة، وسيُسجَّل خروج كل من سجّل الدخول باسمك.

mail-invitation-subject = أنت مدعو إلى { $name }
mail-invitation-title = انضم إلى { $name }
mail-invitation-lead = أنت مدعو إلى فتح حساب لدى { $name }.
mail-invitation-by = يدعوك { $by } إلى فتح حساب لدى { $name }.
mail-invitation-button = قبول الدعوة
mail-invitation-lasts = هذه الدعوة لك وحدك، والمدة المتبقية: { $wait }.
mail-invitation-decline = إذا كنت لا تريدها، فلا يلزمك فعل شيء.
