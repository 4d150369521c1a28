security-title = الأمان
security-lead = كيف تسجّل الدخول وتحافظ على أمان حسابك.
security-password = كلمة المرور
security-password-set = يمكنك تسجيل الدخول بكلمة المرور.
security-password-age = آخر تغيير: { $when }.
security-password-none = غير محددة. تسجّل الدخول من دون كلمة مرور.
security-change = تغيير كلمة المرور
security-change-short = تغيير
security-set = تعيين كلمة مرور
security-set-short = تعيين
security-methods = طرق تسجيل الدخول
security-devices = الأجهزة
security-devices-only-this = سجّلت الدخول من هذا الجهاز فقط.
security-devices-others = { $count ->
    [zero] سجّلت الدخول من هذا الجهاز فقط.
    [one] سجّلت الدخول من هذا الجهاز ومن جهاز آخر.
    [two] سجّلت الدخول من هذا الجهاز ومن جهازين آخرين.
    [few] سجّلت الدخول من هذا الجهاز ومن { $count } أجهزة أخرى.
    [many] سجّلت الدخول من هذا الجهاز ومن { $count } جهازًا آخر.
   *[other] سجّلت الدخول من هذا الجهاز ومن { $count } جهاز آخر.
}
security-devices-show = عرض الأجهزة

security-change-title = تغيير كلمة المرور
security-change-lead = لن تعود الرموز والروابط التي أرسلناها من قبل صالحة.
security-set-title = تعيين كلمة مرور
security-set-lead = لن تعود الرموز والروابط التي أرسلناها من قبل صالحة.
security-current = كلمة المرور الحالية
security-forgot = هل نسيت كلمة المرور؟
security-new = كلمة المرور الجديدة
security-end-others = تسجيل الخروج من كل مكان آخر
security-end-others-hint = ستبقى مسجّل الدخول هنا.

security-current-empty = أدخل كلمة المرور الحالية.
security-current-wrong = هذه ليست كلمة المرور الحالية.
security-overtaken = تغيّرت طريقة تسجيل دخولك من مكان آخر في اللحظة نفسها. لم يُحفظ شيء هنا. يُرجى التحقق ثم المحاولة من جديد.
security-has-password = لحسابك كلمة مرور بالفعل. لتغييرها أدخل كلمة المرور الحالية.
security-has-none = ليس لحسابك كلمة مرور بعد.

security-saved = تم حفظ كلمة المرور.
security-outdated = لم تعد كلمة مرورك مطابقة لقواعدنا. يُرجى اختيار كلمة مرور جديدة.
security-saved-others-ended = تم حفظ كلمة المرور. سجّلنا خروجك من كل مكان آخر.

mail-set-subject = تم تعيين كلمة مرورك لدى { $name }
mail-set-title = تم تعيين كلمة مرور
mail-set-lead = تم تعيين كلمة مرور لحسابك لدى { $name } في { $at }، ولم تكن له كلمة مرور من قبل.
mail-changed-subject = تم تغيير كلمة مرورك لدى { $name }
mail-changed-title = تم تغيير كلمة مرورك
mail-changed-lead = تم تغيير كلمة مرور حسابك لدى { $name } في { $at }.
mail-changed-decline = إذا كنت أنت من فعل ذلك، فلا يلزمك فعل شيء. وإذا لم تكن أنت، فاختر الآن كلمة مرور جديدة، وسيُسجَّل بذلك خروج كل من سجّل الدخول إلى حسابك.
sessions-by-password = تسجيل الدخول بكلمة المرور: { $when }
step-up-button = تأكيد
step-up-wrong = كلمة المرور غير صحيحة.
sign-in-forgot = نسيت كلمة المرور؟
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-password-empty = أدخل كلمة المرور.

second-step-title = الخطوة الثانية
second-step-none = تحمي الخطوة الثانية حسابك حتى إذا عرف أحدٌ كلمة مرورك.
second-step-count = { $count ->
    [zero] تُطلب في كل مرة تسجّل فيها الدخول.
    [one] تُطلب في كل مرة تسجّل فيها الدخول. لديك تطبيق مصادقة واحد.
    [two] تُطلب في كل مرة تسجّل فيها الدخول. لديك تطبيقا مصادقة.
    [few] تُطلب في كل مرة تسجّل فيها الدخول. لديك { $count } تطبيقات مصادقة.
    [many] تُطلب في كل مرة تسجّل فيها الدخول. لديك { $count } تطبيق مصادقة.
   *[other] تُطلب في كل مرة تسجّل فيها الدخول. لديك { $count } تطبيق مصادقة.
}

authenticators-add = إضافة تطبيق مصادقة
authenticators-add-short = إضافة تطبيق
authenticators-add-lead = امسح الصورة ضوئيًا بتطبيق مصادقة على هاتفك، ثم أدخل الأرقام الستة التي يعرضها التطبيق.
authenticators-qr = رمز QR لمسحه بتطبيق المصادقة
authenticators-key = مفتاح الإعداد
authenticators-key-hint = إذا تعذّر عليك مسح الصورة، فأدخل هذا المفتاح في التطبيق.
authenticators-copy = نسخ
authenticators-copied = تم النسخ.
authenticators-name = الاسم
authenticators-name-hint = لتمييز تطبيقاتك بعضها من بعض، مثل اسم هاتفك.
authenticators-usual = تطبيق مصادقة
authenticators-code = الرمز من التطبيق
authenticators-code-hint = ستة أرقام تتغيّر كل 30 ثانية.
authenticators-malformed = أدخل الأرقام الستة كلها، مثل 123 456.
authenticators-wrong = هذا الرمز غير صحيح. انتظر الرمز التالي، وتأكد من أن الوقت على هاتفك صحيح.
authenticators-setup-over = بقيت هذه الصفحة مفتوحة مدة طويلة. امسح الصورة الجديدة وأدخل الرمز الذي تعطيه.
authenticators-too-many = لديك عشرة تطبيقات مصادقة بالفعل. أزِل أحدها أولًا.
authenticators-unverified = أكّد بريدك الإلكتروني أولًا: سجّل الخروج، ثم سجّل الدخول برمز عبر البريد الإلكتروني.
authenticators-created = أُضيف في { $date }
authenticators-used = آخر استخدام: { $when }
authenticators-unused = لم يُستخدم بعد
authenticators-rename = تغيير الاسم
authenticators-rename-label = تغيير اسم { $name }
authenticators-rename-title = تغيير اسم تطبيق المصادقة
authenticators-rename-lead = أنت وحدك ترى هذا الاسم.
authenticators-remove = إزالة
authenticators-remove-label = إزالة { $name }
authenticators-remove-title = هل تريد إزالة { $name }؟
authenticators-remove-text = لن تعود رموزه صالحة هنا.
authenticators-remove-last = لن تعود رموزه صالحة هنا. لن يحمي حسابك بعد ذلك إلا كلمة مرورك أو رمز عبر البريد الإلكتروني، وستُلغى رموز الاسترداد أيضًا.
authenticators-way = استخدام تطبيق مصادقة
authenticators-added = تمت إضافة تطبيق المصادقة.
authenticators-renamed = تم حفظ الاسم.
authenticators-removed = تمت إزالة تطبيق المصادقة.
sessions-by-authenticator = تسجيل الدخول بتطبيق مصادقة: { $when }

recovery-title = رموز الاسترداد
recovery-left = { $left ->
    [0] لم تبقَ رموز
    [zero] لم تبقَ رموز
    [one] بقي رمز واحد
    [two] بقي رمزان
    [few] بقيت { $left } رموز
    [many] بقي { $left } رمزًا
   *[other] بقي { $left } رمز
}
recovery-few = أوشكت على النفاد
recovery-warning = { $left ->
    [0] ليست لديك رموز استرداد. لن تتمكن من تسجيل الدخول من دون هاتفك.
    [zero] ليست لديك رموز استرداد. لن تتمكن من تسجيل الدخول من دون هاتفك.
    [one] بقي لديك رمز استرداد واحد.
    [two] بقي لديك رمزا استرداد.
    [few] بقيت لديك { $left } رموز استرداد.
    [many] بقي لديك { $left } رمز استرداد.
   *[other] بقي لديك { $left } رمز استرداد.
}
recovery-make = إنشاء رموز
recovery-again = إنشاء رموز جديدة
recovery-make-title = هل تريد إنشاء رموز استرداد؟
recovery-make-text = إذا فقدت هاتفك، يمكنك تسجيل الدخول بأحد عشرة رموز. احفظها في مكان آمن. كل رمز صالح لمرة واحدة.
recovery-again-title = هل تريد إنشاء رموز استرداد جديدة؟
recovery-again-text = لن تعود رموزك الحالية صالحة.
recovery-needs-factor = أضف تطبيق مصادقة أولًا. رموز الاسترداد بديل عنه.
recovery-show-lead = يمكنك تسجيل الدخول بكل رمز من هذه الرموز مرة واحدة، بدلًا من تطبيق المصادقة.
recovery-show-once = احفظ هذه الرموز الآن. لن نعرضها مرة أخرى.
recovery-download = تنزيل كنص
recovery-done = حفظتُ الرموز
recovery-file-title = رموز الاسترداد لدى { $name }
recovery-code = رمز الاسترداد
recovery-code-hint = أحد الرموز التي حفظتها، مثل 4f7k-2m9q-x8rt.
recovery-malformed = أدخل الأحرف والأرقام الاثني عشر كلها، مثل 4f7k-2m9q-x8rt.
recovery-wrong = هذا الرمز غير صحيح، أو استُخدم من قبل.
recovery-way = استخدام رمز استرداد
sessions-by-recovery-code = تسجيل الدخول برمز استرداد: { $when }

mail-authenticator-added-subject = أُضيف تطبيق مصادقة إلى حسابك لدى { $name }
mail-authenticator-added-title = أُضيف تطبيق مصادقة
mail-authenticator-added-lead = أُضيف تطبيق المصادقة «{ $app }» إلى حسابك لدى { $name } في { $at }. ستُطلب رموزه عند تسجيل الدخول من الآن فصاعدًا.
mail-authenticator-removed-subject = أُزيل تطبيق مصادقة من حسابك لدى { $name }
mail-authenticator-removed-title = أُزيل تطبيق مصادقة
mail-authenticator-removed-lead = أُزيل تطبيق المصادقة «{ $app }» من حسابك لدى { $name } في { $at }.
mail-recovery-made-subject = رموز استرداد جديدة لحسابك لدى { $name }
mail-recovery-made-title = أُنشئت رموز استرداد
mail-recovery-made-lead = أُنشئت رموز استرداد جديدة لحسابك لدى { $name } في { $at }. لم تعد الرموز السابقة صالحة.
mail-recovery-used-subject = استُخدم رمز استرداد لحسابك لدى { $name }
mail-recovery-used-title = استُخدم رمز استرداد
mail-recovery-used-lead = أكّد أحدٌ هويته برمز استرداد لحسابك لدى { $name } في { $at }.
mail-recovery-used-left = { $left ->
    [0] لم تبقَ لديك رموز استرداد. أنشئ رموزًا جديدة في صفحة «الأمان».
    [zero] لم تبقَ لديك رموز استرداد. أنشئ رموزًا جديدة في صفحة «الأمان».
    [one] بقي لديك رمز استرداد واحد.
    [two] بقي لديك رمزا استرداد.
    [few] بقيت لديك { $left } رموز استرداد.
    [many] بقي لديك { $left } رمز استرداد.
   *[other] بقي لديك { $left } رمز استرداد.
}

factor-reset-title = هل تريد إيقاف الإزالة؟
factor-reset-text = طُلب من فريق الدعم إزالة خطوتك الثانية. سيحدث ذلك في { $due }، وسيُسجَّل خروجك من كل مكان. إذا لم تطلب ذلك فأوقفه.
factor-reset-call-off = إيقاف
factor-reset-called-off = أُوقفت الإزالة.
factor-reset-none-title = لا شيء لإيقافه
factor-reset-none-text = أُوقفت الإزالة من قبل، أو تمت بالفعل.
mail-factor-reset-begun-subject = ستُزال الخطوة الثانية من حسابك لدى { $name }
mail-factor-reset-begun-title = ستُزال خطوتك الثانية
mail-factor-reset-begun-lead = طُلب من فريق الدعم في { $asked } إزالة الخطوة الثانية من حسابك لدى { $name } لأنك لم تعد تستطيع استخدامها. سيحدث ذلك في { $due }. بعدها يمكنك تسجيل الدخول من دونها وإعدادها من جديد.
mail-factor-reset-begun-decline = إذا لم تطلب ذلك فأوقفه: قد يكون شخص آخر يحاول الدخول إلى حسابك.
mail-factor-reset-call-off = إيقاف
mail-factor-reset-done-subject = أُزيلت الخطوة الثانية من حسابك لدى { $name }
mail-factor-reset-done-title = أُزيلت خطوتك الثانية
mail-factor-reset-done-lead = أزال فريق الدعم في { $at } الخطوة الثانية من حسابك لدى { $name } وسجّل خروجك من كل مكان. سجّل الدخول وأعدّها من جديد ليبقى حسابك محميًا.
