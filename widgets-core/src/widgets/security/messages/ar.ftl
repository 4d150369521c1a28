security-title = الأمان
security-lead = طرق الدخول إلى حسابك وما يحميها.
security-password = كلمة المرور
security-password-set = كلمة المرور معيّنة.
security-password-none = لم تُعيَّن كلمة مرور. تسجّل الدخول من دونها.
security-change = تغيير كلمة المرور
security-set = تعيين كلمة مرور

security-change-title = تغيير كلمة المرور
security-change-lead = بعد ذلك تسجّل الدخول بالكلمة الجديدة، ولا تعود الرموز والروابط التي أرسلناها إليك من قبل صالحة.
security-set-title = تعيين كلمة مرور
security-set-lead = بعد ذلك يمكنك تسجيل الدخول بها، ولا تعود الرموز والروابط التي أرسلناها إليك من قبل صالحة.
security-email = البريد الإلكتروني
security-current = كلمة المرور الحالية
security-forgot = هل نسيت كلمة المرور الحالية؟
security-new = كلمة المرور الجديدة
security-end-others = تسجيل الخروج من المتصفحات الأخرى
security-end-others-hint = من يستخدم حسابك هناك يحتاج إلى تسجيل الدخول من جديد. وتبقى مسجّل الدخول هنا.
security-save = حفظ
security-cancel = إلغاء

security-current-empty = أدخل كلمة المرور الحالية.
security-current-wrong = هذه ليست كلمة المرور الحالية.
security-overtaken = غُيّرت كلمة مرورك، أو طريقة أخرى للدخول إلى حسابك، من مكان آخر في اللحظة نفسها. لم يُحفظ شيء هنا. يُرجى التحقق ثم المحاولة من جديد.
security-has-password = لحسابك كلمة مرور بالفعل. لتغييرها أدخل كلمة المرور الحالية.
security-has-none = ليس لحسابك كلمة مرور بعد، فلا يوجد ما يُغيَّر.

security-saved = حُفظت كلمة مرورك الجديدة.
security-saved-others-ended = حُفظت كلمة مرورك الجديدة، وسُجّل خروجك من جميع المتصفحات الأخرى.

mail-set-subject = تم تعيين كلمة مرور لدى { $name }
mail-set-title = تم تعيين كلمة مرور
mail-set-lead = تم تعيين كلمة مرور لحسابك لدى { $name } في { $at }، ولم تكن له كلمة مرور من قبل.
mail-changed-subject = تم تغيير كلمة مرورك لدى { $name }
mail-changed-title = تم تغيير كلمة مرورك
mail-changed-lead = تم تغيير كلمة مرور حسابك لدى { $name } في { $at }.
mail-changed-decline = إذا كنت أنت من فعل ذلك، فلا يلزمك فعل شيء. وإذا لم تكن أنت، فاختر الآن كلمة مرور جديدة، وسيُسجَّل خروج كل من سجّل الدخول باسمك.
sessions-by-password = تسجيل الدخول بكلمة المرور: { $when }
step-up-button = تأكيد
step-up-wrong = كلمة المرور هذه غير صحيحة.
sign-in-forgot = هل نسيت كلمة المرور؟
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-password-empty = أدخل كلمة المرور.
