sign-up-title = إنشاء حساب لدى { $name }
sign-up-lead = سنرسل إليك رمزًا لتأكيد عنوانك.
sign-up-name = الاسم (اختياري)
sign-up-password = كلمة المرور
sign-up-button = إنشاء الحساب
sign-up-have-account = لديك حساب بالفعل؟
sign-up-sign-in = تسجيل الدخول
sign-up-new = جديد هنا؟
sign-up-create = إنشاء حساب
sign-up-done = مرحبًا بك! حسابك جاهز.
sign-up-domain = استخدم عنوانًا ينتهي بـ { $domains }.

sign-up-terms = أوافق على شروط { $name }
sign-up-terms-read = قراءة الشروط (تُفتح في علامة تبويب جديدة)
sign-up-terms-missing = وافق على الشروط لإنشاء حساب.
sign-up-terms-changed = تغيّرت الشروط منذ أن فتحت هذه الصفحة. اقرأها من جديد ووافق عليها.

sign-up-closed-title = إنشاء الحسابات مغلق
sign-up-closed-text = لا نقبل حسابات جديدة حاليًا. إذا كان لديك حساب، فيمكنك تسجيل الدخول.
sign-up-invited-text = الحسابات الجديدة لدى { $name } بدعوة فقط. إذا وصلتك دعوة، فافتح الرابط الذي في الرسالة. وإذا كان لديك حساب بالفعل، فيمكنك تسجيل الدخول.

sign-up-taken-title = لديك حساب بالفعل
sign-up-taken-text = أُنشئ حساب لعنوانك في هذه الأثناء، وربما كنت أنت من أنشأه في متصفح آخر. سجّل الدخول فحسب.

sign-up-invitation-title = انضم إلى { $name }
sign-up-invitation-lead = أنت مدعو. لا ينقص سوى بعض التفاصيل.
sign-up-invitation-by = يدعوك { $by }. لا ينقص سوى بعض التفاصيل.
sign-up-invitation-email = أُرسلت دعوتك إلى هذا العنوان.

captcha-wrong = هذه الإجابة غير صحيحة. حاول مرة أخرى.
captcha-failed = لم نتمكن من التحقق من إجابتك. حاول مرة أخرى بعد قليل.

codes-act-sign-up = إنشاء الحساب
codes-link-sign-up = إنشاء حسابك
mail-sign-up-subject = { $code } هو رمزك لإنشاء حسابك لدى { $name }
mail-sign-up-title = أكّد بريدك الإلكتروني
mail-sign-up-lead = أدخل هذا الرمز حيث بدأت إنشاء حسابك لدى { $name }، أو استخدم الزر في المتصفح نفسه.
mail-sign-up-button = تأكيد العنوان
mail-sign-up-decline = إذا لم تبدأ إنشاء حساب، فتجاهل هذه الرسالة: لن يُنشأ أي حساب.
mail-taken-subject = لديك حساب لدى { $name } بالفعل
mail-taken-title = لديك حساب بالفعل
mail-taken-lead = حاول شخص ما، وقد تكون أنت، إنشاء حساب لدى { $name } بهذا العنوان. لهذا العنوان حساب بالفعل، ولم يتغير شيء. سجّل الدخول فحسب.
mail-taken-button = تسجيل الدخول
mail-taken-reset = هل نسيت كلمة المرور؟
mail-taken-decline = إذا لم تكن أنت من فعل ذلك، فتجاهل هذه الرسالة. من حاول لم يعرف أن لديك حسابًا.
mail-invitation-subject = أنت مدعو إلى { $name }
mail-invitation-title = انضم إلى { $name }
mail-invitation-lead = أنت مدعو إلى إنشاء حساب لدى { $name }.
mail-invitation-by = يدعوك { $by } إلى إنشاء حساب لدى { $name }.
mail-invitation-button = قبول الدعوة
mail-invitation-lasts = هذه الدعوة لك وحدك. تبقى صالحة { $wait }.
mail-invitation-decline = إذا لم تكن مهتمًا، فتجاهل هذه الرسالة.
