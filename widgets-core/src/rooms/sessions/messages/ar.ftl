sessions-title = الجلسات
sessions-lead = الأجهزة التي سجّلت الدخول منها حاليًا.
sessions-this = هذا الجهاز
sessions-active-now = نشطة الآن
sessions-active = آخر نشاط: { $when }
sessions-by-password = تسجيل الدخول بكلمة المرور: { $when }
sessions-by-link = تسجيل الدخول برابط لمرة واحدة: { $when }
sessions-expires = تنتهي في { $when } على أبعد تقدير
sessions-place-unknown = عنوان غير معروف
sessions-browser-on = { $browser } على { $system }
sessions-device-unknown = جهاز غير معروف
sessions-end = تسجيل الخروج
sessions-end-label = تسجيل الخروج من { $device }
sessions-end-others = تسجيل الخروج من الأجهزة الأخرى
sessions-only-this = لم تسجّل الدخول من أي جهاز آخر.
sessions-more = عرض الجلسات الأقدم
sessions-first = العودة إلى الأحدث

sessions-end-title = هل تريد تسجيل الخروج من { $device }؟
sessions-end-text = يسري تسجيل الخروج حين يفتح ذلك الجهاز صفحة في المرة التالية. قد يضيع ما لم يُحفظ عليه.
sessions-end-this-text = هذا هو الجهاز الذي تستخدمه الآن. سيلزمك تسجيل الدخول من جديد.
sessions-end-others-title = هل تريد تسجيل الخروج من الأجهزة الأخرى؟
sessions-end-others-text = يسري تسجيل الخروج على كل جهاز آخر حين يفتح صفحة في المرة التالية. وتبقى مسجّلًا هنا.
sessions-cancel = إلغاء

sessions-ended = تم تسجيل الخروج من ذلك الجهاز.
sessions-others-ended = تم تسجيل الخروج من جميع الأجهزة الأخرى.
