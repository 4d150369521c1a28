sessions-title = الجلسات
sessions-lead = الأجهزة التي سجّلت الدخول منها حاليًا.
sessions-this = هذا الجهاز
sessions-active-now = نشطة الآن
sessions-active = آخر نشاط: { $when }
sessions-opened = تسجيل الدخول: { $when }
sessions-staff-reason = السبب: { $reason }
sessions-expires = تنتهي في { $when } على أبعد تقدير
sessions-place-unknown = عنوان غير معروف
sessions-browser-on = { $browser } على { $system }
sessions-device-unknown = جهاز غير معروف
sessions-end = تسجيل الخروج
sessions-end-label = تسجيل الخروج من { $device }، { $place }
sessions-end-others = تسجيل الخروج من الأجهزة الأخرى
sessions-only-this = لم تسجّل الدخول من أي جهاز آخر.
sessions-more = عرض الجلسات الأقدم
sessions-first = العودة إلى الأحدث

sessions-end-title = هل تريد تسجيل الخروج من { $device }؟
sessions-end-text = يسري تسجيل الخروج عند فتح الصفحة التالية على ذلك الجهاز. وقد يضيع ما لم يُحفظ عليه.
sessions-end-this-text = هذا هو الجهاز الذي تستخدمه الآن. ستحتاج إلى تسجيل الدخول من جديد.
sessions-end-others-title = هل تريد تسجيل الخروج من الأجهزة الأخرى؟
sessions-end-others-text = يسري تسجيل الخروج على كل جهاز آخر عند فتح الصفحة التالية عليه. وتبقى مسجّل الدخول هنا.
sessions-cancel = إلغاء

sessions-ended = تم تسجيل الخروج من ذلك الجهاز.
sessions-others-ended = تم تسجيل الخروج من جميع الأجهزة الأخرى.
