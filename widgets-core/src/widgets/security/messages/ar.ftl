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
security-remove = إزالة كلمة المرور
security-remove-short = إزالة
security-remove-title = هل تريد إزالة كلمة مرورك؟
security-remove-text = ستسجّل الدخول برمز يصلك بالبريد الإلكتروني بدلًا منها. ويمكنك تعيين كلمة مرور جديدة في أي وقت.
security-removed = أُزيلت كلمة المرور.
security-last-way = كلمة المرور هي الطريقة الوحيدة للدخول إلى حسابك، لذلك أبقينا عليها. أكّد أولًا عنوان بريدك الإلكتروني بتسجيل الدخول برمز.
security-outdated = لم تعد كلمة مرورك مطابقة لقواعدنا. يُرجى اختيار كلمة مرور جديدة.
security-saved-others-ended = تم حفظ كلمة المرور. سجّلنا خروجك من كل مكان آخر.

mail-set-subject = تم تعيين كلمة مرورك لدى { $name }
mail-set-title = تم تعيين كلمة مرور
mail-set-lead = تم تعيين كلمة مرور لحسابك لدى { $name } في { $at }، ولم تكن له كلمة مرور من قبل.
mail-changed-subject = تم تغيير كلمة مرورك لدى { $name }
mail-changed-title = تم تغيير كلمة مرورك
mail-changed-lead = تم تغيير كلمة مرور حسابك لدى { $name } في { $at }.
mail-changed-decline = إذا كنت أنت من فعل ذلك، فلا يلزمك فعل شيء. وإذا لم تكن أنت، فاختر الآن كلمة مرور جديدة، وسيُسجَّل بذلك خروج كل من سجّل الدخول إلى حسابك.
mail-removed-subject = أُزيلت كلمة مرورك في { $name }
mail-removed-title = أُزيلت كلمة مرورك
mail-removed-lead = في { $at }، أُزيلت كلمة مرور حسابك في { $name }. تسجّل الدخول الآن برمز يصلك بالبريد الإلكتروني.
sessions-by-password = تسجيل الدخول بكلمة المرور: { $when }
step-up-button = تأكيد
step-up-wrong = كلمة المرور غير صحيحة.
sign-in-forgot = نسيت كلمة المرور؟
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-password-empty = أدخل كلمة المرور.

second-step-title = الخطوة الثانية
second-step-none = تحمي الخطوة الثانية حسابك حتى إذا عرف أحدٌ كلمة مرورك.
second-step-count = { $count ->
    [zero] مطلوبة في كل مرة تسجّل فيها الدخول.
    [one] مطلوبة في كل مرة تسجّل فيها الدخول. لديك تطبيق مصادقة واحد.
    [two] مطلوبة في كل مرة تسجّل فيها الدخول. لديك تطبيقا مصادقة.
    [few] مطلوبة في كل مرة تسجّل فيها الدخول. لديك { $count } تطبيقات مصادقة.
    [many] مطلوبة في كل مرة تسجّل فيها الدخول. لديك { $count } تطبيق مصادقة.
   *[other] مطلوبة في كل مرة تسجّل فيها الدخول. لديك { $count } تطبيق مصادقة.
}

authenticators-add = إضافة تطبيق مصادقة
authenticators-add-short = إضافة تطبيق
authenticators-add-lead = امسح الصورة ضوئيًا بتطبيق مصادقة على هاتفك، ثم أدخل الأرقام الستة التي يعرضها التطبيق.
authenticators-qr = رمز QR لمسحه بتطبيق المصادقة
authenticators-open = فتح في تطبيق على هذا الهاتف
authenticators-key = مفتاح الإعداد
authenticators-key-hint = إذا تعذّر عليك مسح الصورة، فأدخل هذا المفتاح في التطبيق.
authenticators-copy = نسخ
authenticators-copied = تم النسخ.
authenticators-name = الاسم
authenticators-name-optional = الاسم (اختياري)
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
    [0] لا توجد رموز
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
recovery-code-hint = أحد الرموز التي حفظتها، مثل 4f7k‑2m9q‑x8rt.
recovery-malformed = أدخل الأحرف والأرقام الاثني عشر كلها، مثل 4f7k‑2m9q‑x8rt.
recovery-wrong = هذا الرمز غير صحيح، أو استُخدم من قبل.
recovery-way = استخدام رمز استرداد
sessions-by-recovery-code = تسجيل الدخول برمز استرداد: { $when }

mail-authenticator-added-subject = أُضيف تطبيق مصادقة إلى حسابك لدى { $name }
mail-authenticator-added-title = أُضيف تطبيق مصادقة
mail-authenticator-added-lead = أُضيف تطبيق المصادقة «{ $app }» إلى حسابك لدى { $name } في { $at }. ستحتاج من الآن فصاعدًا إلى رمز منه لتسجيل الدخول.
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

passkeys-title = مفاتيح المرور
passkeys-none = يسجّل مفتاح المرور دخولك ببصمة إصبعك أو وجهك أو قفل شاشتك، بدلًا من كلمة المرور.
passkeys-count = { $count ->
    [zero] لا مفاتيح مرور
    [one] مفتاح مرور واحد
    [two] مفتاحا مرور
    [few] { $count } مفاتيح مرور
    [many] { $count } مفتاح مرور
   *[other] { $count } مفتاح مرور
}
passkeys-no-site = تحتاج مفاتيح المرور إلى اسم نطاق، وهذا الموقع مفتوح بعنوان IP.
passkeys-add = إضافة مفتاح مرور
passkeys-add-short = إضافة مفتاح مرور
passkeys-add-lead = يسجّل مفتاح المرور دخولك ببصمة إصبعك أو وجهك أو قفل شاشتك. لا يمكن تخمينه، ولا يعمل إلا في هذا الموقع.
passkeys-name = الاسم
passkeys-name-hint = لتميّز مفاتيح مرورك بعضها من بعض. اتركه فارغًا ليُسمّى باسم مكان حفظه.
passkeys-usual = مفتاح مرور
passkeys-kept-in = محفوظ في { $kind }
passkeys-synced = على عدة أجهزة
passkeys-on-one-device = على جهاز واحد
passkeys-created = أُضيف في { $date }، { $device }
passkeys-used = آخر استخدام: { $when }
passkeys-unused = لم يُستخدم بعد
passkeys-rename = إعادة التسمية
passkeys-rename-label = إعادة تسمية { $name }
passkeys-rename-title = إعادة تسمية مفتاح المرور
passkeys-rename-lead = لا يرى هذا الاسم أحد سواك.
passkeys-remove = إزالة
passkeys-remove-label = إزالة { $name }
passkeys-remove-title = إزالة { $name }؟
passkeys-remove-text = لن يعمل هنا بعد ذلك.
passkeys-remove-synced = لن يعمل هنا بعد ذلك على أي من أجهزتك.
passkeys-last-way-in = مفتاح المرور هذا هو وسيلتك الوحيدة لتسجيل الدخول. عيّن كلمة مرور أو أضف مفتاح مرور آخر أولًا.
passkeys-added = أُضيف مفتاح المرور. يمكنك تسجيل الدخول به من الآن.
passkeys-renamed = حُفظ الاسم.
passkeys-removed = أُزيل مفتاح المرور.
passkeys-sign-in = تسجيل الدخول بمفتاح مرور
passkeys-use = استخدام مفتاح المرور
passkeys-way = استخدام مفتاح مرور
passkeys-hint = سيطلب جهازك بصمة إصبعك أو وجهك أو قفل شاشتك.
passkeys-no-script = تحتاج مفاتيح المرور إلى JavaScript. فعّلها لهذا الموقع، أو اختر وسيلة أخرى.
passkeys-unsupported = لا يستطيع هذا المتصفح استخدام مفاتيح المرور. حدّثه، أو افتح هذا الموقع بعنوان https://، أو اختر وسيلة أخرى.
passkeys-not-given = لم يُستخدم أي مفتاح مرور. حاول مرة أخرى، أو اختر وسيلة أخرى.
passkeys-not-made = لم يُنشأ أي مفتاح مرور. حاول مرة أخرى، أو استخدم جهازًا آخر.
passkeys-has-one = على هذا الجهاز مفتاح مرور لحسابك من قبل. يمكنك تسجيل الدخول به.
passkeys-over = استغرق هذا أكثر من خمس دقائق، أو استُخدم من قبل. حاول مرة أخرى.
passkeys-unknown = لم يعد مفتاح المرور هذا صالحًا هنا. سجّل الدخول بوسيلة أخرى، ثم يمكنك إضافة مفتاح مرور جديد.
passkeys-not-yours = مفتاح المرور هذا ليس من مفاتيح حسابك. استخدم مفتاحًا آخر، أو اختر وسيلة أخرى.
passkeys-wrong = تعذّر التحقق من مفتاح المرور هذا. حاول مرة أخرى، أو اختر وسيلة أخرى.
passkeys-other-site = طلب موقع آخر مفتاح المرور هذا. تحقق من عنوان هذه الصفحة، وحاول مرة أخرى من هنا.
passkeys-not-verified = لم يتحقق جهازك من هويتك. أعدّ عليه قفل شاشة أو بصمة أو رمزًا سريًا، وحاول مرة أخرى.
passkeys-copied = يبدو أن مفتاح المرور هذا نُسخ، فلم نقبله. سجّل الدخول بوسيلة أخرى، وأزله في صفحة «الأمان».
passkeys-too-many = لديك 20 مفتاح مرور. أزل واحدًا أولًا.
passkeys-taken = أُضيف مفتاح المرور هذا من قبل. يمكنك تسجيل الدخول به.
passkeys-unverified = أكّد عنوان بريدك الإلكتروني أولًا: سجّل الخروج، ثم سجّل الدخول برمز عبر البريد.
sessions-by-passkey = تسجيل الدخول بمفتاح مرور: { $when }

mail-passkey-added-subject = أُضيف مفتاح مرور إلى حسابك في { $name }
mail-passkey-added-title = أُضيف مفتاح مرور
mail-passkey-added-lead = في { $at } أُضيف مفتاح المرور «{ $passkey }» إلى حسابك في { $name }. من كان لديه يستطيع تسجيل الدخول.
mail-passkey-removed-subject = أُزيل مفتاح مرور من حسابك في { $name }
mail-passkey-removed-title = أُزيل مفتاح مرور
mail-passkey-removed-lead = في { $at } أُزيل مفتاح المرور «{ $passkey }» من حسابك في { $name }.
security-replace-title = اختر كلمة مرور جديدة
security-replace-expired = انتهت صلاحية كلمة مرورك. اختر كلمة مرور جديدة للمتابعة.
security-replace-compromised = قد يعرف آخرون كلمة مرورك. اختر كلمة مرور جديدة للمتابعة.
second-task-title = إعداد خطوة ثانية
second-task-lead = يطلب { $name } خطوة ثانية عند تسجيل الدخول.
second-task-text = تحمي حسابك حتى إن عرف شخص ما كلمة مرورك.
authenticators-required = يحتاج حسابك إلى خطوة ثانية. أضف تطبيق مصادقة آخر قبل إزالة هذا التطبيق.

check-up-title = فحص الأمان
check-up-well = كل شيء على ما يرام
check-up-well-text = لم نجد ما يحتاج إلى تحسين.
security-old = كلمة مرورك قديمة
second-step-missing = لا توجد خطوة ثانية
recovery-none = لا توجد رموز استرداد
recovery-running-out = رموز الاسترداد توشك على النفاد
