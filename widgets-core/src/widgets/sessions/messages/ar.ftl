sessions-title = الأجهزة
sessions-lead = الأجهزة التي سجّلت الدخول منها.
sessions-this = هذا الجهاز
sessions-active = آخر نشاط: { $when }
sessions-opened = تسجيل الدخول: { $when }
sessions-staff-reason = السبب: { $reason }
sessions-expires = ينتهي في { $when }
sessions-place-unknown = عنوان غير معروف
sessions-end = تسجيل الخروج
sessions-end-label = تسجيل الخروج من { $device }، { $place }
sessions-end-others = تسجيل الخروج من الأجهزة الأخرى
sessions-only-this = لم تسجّل الدخول من أي جهاز آخر.

sessions-end-title = هل تريد تسجيل الخروج من { $device }؟
sessions-end-text = سيُسجَّل خروجه عند استخدامه في المرة القادمة. وقد تضيع التغييرات غير المحفوظة عليه.
sessions-end-this-text = هذا هو الجهاز الذي تستخدمه الآن. ستحتاج إلى تسجيل الدخول من جديد.
sessions-end-others-title = هل تريد تسجيل الخروج من الأجهزة الأخرى؟
sessions-end-others-text = سيُسجَّل خروجها عند استخدامها في المرة القادمة. وتبقى مسجّل الدخول هنا.

sessions-ended = تم تسجيل خروج الجهاز.
sessions-others-ended = تم تسجيل خروج جميع الأجهزة الأخرى.

sessions-unused = { $count ->
    [zero] لا جهاز لم يُستخدم منذ مدة طويلة
    [one] جهاز واحد لم يُستخدم منذ مدة طويلة
    [two] جهازان لم يُستخدما منذ مدة طويلة
    [few] { $count } أجهزة لم تُستخدم منذ مدة طويلة
    [many] { $count } جهازًا لم يُستخدم منذ مدة طويلة
   *[other] { $count } جهاز لم يُستخدم منذ مدة طويلة
}
sessions-unused-why = { $days ->
    [zero] لم يُستخدم منذ مدة. سجّل خروج ما لم يعد لديك.
    [one] لم يُستخدم منذ يوم أو أكثر. سجّل خروج ما لم يعد لديك.
    [two] لم يُستخدم منذ يومين أو أكثر. سجّل خروج ما لم يعد لديك.
    [few] لم يُستخدم منذ { $days } أيام أو أكثر. سجّل خروج ما لم يعد لديك.
    [many] لم يُستخدم منذ { $days } يومًا أو أكثر. سجّل خروج ما لم يعد لديك.
   *[other] لم يُستخدم منذ { $days } يوم أو أكثر. سجّل خروج ما لم يعد لديك.
}
