devices-title = المتصفحات المعروفة
devices-lead = المتصفحات التي سجّلت الدخول منها من قبل. يمكنك تسجيل الدخول منها حتى إن كان شخص آخر يحاول تخمين كلمة مرورك.
devices-search = المتصفح أو النظام
devices-kind = نوع الجهاز
devices-kind-all = كل الأنواع
devices-kind-computer = أجهزة الكمبيوتر
devices-kind-handheld = الهواتف والأجهزة اللوحية
devices-browser = المتصفح
devices-last-used = آخر تسجيل دخول
devices-created = معروف منذ
devices-expires = يُنسى في
devices-actions = الإجراءات
devices-this = هذا المتصفح
devices-none = لا توجد متصفحات معروفة
devices-none-text = يصبح المتصفح معروفًا بعد أن تسجّل الدخول منه.
devices-select = تحديد { $device }
devices-forget = نسيان
devices-forget-label = نسيان { $device }
devices-forget-selected = نسيان المحدَّد
devices-forget-others = نسيان كل المتصفحات الأخرى

devices-forget-title = هل تريد نسيان { $device }؟
devices-forget-several-title = { $count ->
    [zero] هل تريد نسيان المتصفحات؟
    [one] هل تريد نسيان متصفح واحد؟
    [two] هل تريد نسيان متصفحين؟
    [few] هل تريد نسيان { $count } متصفحات؟
    [many] هل تريد نسيان { $count } متصفحًا؟
   *[other] هل تريد نسيان { $count } متصفح؟
}
devices-forget-text = لا يؤدي هذا إلى تسجيل خروج أحد. يُعدّ المتصفح المنسي جديدًا عند تسجيل الدخول التالي منه.
devices-forget-others-title = هل تريد نسيان كل المتصفحات الأخرى؟

devices-forgotten = تم النسيان.
devices-others-forgotten = تم نسيان كل المتصفحات الأخرى.

devices-trusted = موثوق حتى { $date }
devices-trust = الخطوة الثانية
devices-trust-all = مطلوبة أو غير مطلوبة
devices-trust-only = غير مطلوبة
devices-distrust = إلغاء الثقة
devices-distrust-label = إلغاء الثقة في { $device }
devices-distrust-title = هل تريد إلغاء الثقة في { $device }؟
devices-distrust-several-title = { $count ->
    [zero] هل تريد إلغاء الثقة في المتصفحات؟
    [one] هل تريد إلغاء الثقة في متصفح واحد؟
    [two] هل تريد إلغاء الثقة في متصفحين؟
    [few] هل تريد إلغاء الثقة في { $count } متصفحات؟
    [many] هل تريد إلغاء الثقة في { $count } متصفحًا؟
   *[other] هل تريد إلغاء الثقة في { $count } متصفح؟
}
devices-distrust-text = لا يؤدي هذا إلى تسجيل خروج أحد. ستُطلب الخطوة الثانية من جديد عند تسجيل الدخول التالي هناك.
devices-distrust-all = إلغاء الثقة في الكل
devices-distrust-all-title = هل تريد إلغاء الثقة في كل المتصفحات؟
devices-distrusted = لم يعد هذا المتصفح موثوقًا.
devices-all-distrusted = لم يعد أي متصفح موثوقًا.

mail-trusted-subject = أصبح أحد المتصفحات موثوقًا في حسابك لدى { $name }
mail-trusted-title = أصبح أحد المتصفحات موثوقًا
mail-trusted-lead = سجّل أحدهم الدخول إلى حسابك لدى { $name } من { $device } في { $at } واختار الوثوق بهذا المتصفح. لن تُطلب فيه الخطوة الثانية حتى { $until }.
