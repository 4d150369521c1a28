language-name = العربية

# كلمة «المؤسسة» التي يمكن للتطبيق أن يستبدلها. كل رسالة تستعمل هذا المصطلح.
# number: one, two, other. case: indefinite, definite, your.
-organization = { $number ->
   *[one] { $case ->
       *[indefinite] مؤسسة
        [definite] المؤسسة
        [your] مؤسستك
    }
    [two] { $case ->
       *[indefinite] مؤسستين
        [definite] المؤسستين
        [your] مؤسستيك
    }
    [other] { $case ->
       *[indefinite] مؤسسات
        [definite] المؤسسات
        [your] مؤسساتك
    }
}
    .gender = feminine

nav-label = الحساب
nav-you = حسابي
nav-menu = قائمة الحساب
nav-open = القائمة
nav-home = العودة إلى { $name }
nav-skip = الانتقال إلى المحتوى
language-switch = لغة هذه الصفحة
language-unknown = هذه اللغة ليست في القائمة. اختر لغة أخرى.
leave-title = جارٍ نقلك
leave-link = متابعة
lost-text = لم يصل أي رد. ربما تم تنفيذ ما أرسلته مع ذلك.
lost-look = التحقق
acting-text = أنت تتصرّف باسم { $name } حتى { $time }.
acting-end = إنهاء الآن

ago-now = الآن
ago-minutes = { $count ->
    [zero] قبل أقل من دقيقة
    [one] قبل دقيقة
    [two] قبل دقيقتين
    [few] قبل { $count } دقائق
    [many] قبل { $count } دقيقة
   *[other] قبل { $count } دقيقة
}
ago-hours = { $count ->
    [zero] قبل أقل من ساعة
    [one] قبل ساعة
    [two] قبل ساعتين
    [few] قبل { $count } ساعات
    [many] قبل { $count } ساعة
   *[other] قبل { $count } ساعة
}
ago-days = { $count ->
    [zero] اليوم
    [one] أمس
    [two] قبل يومين
    [few] قبل { $count } أيام
    [many] قبل { $count } يومًا
   *[other] قبل { $count } يوم
}
ago-months = { $count ->
    [zero] هذا الشهر
    [one] قبل شهر
    [two] قبل شهرين
    [few] قبل { $count } أشهر
    [many] قبل { $count } شهرًا
   *[other] قبل { $count } شهر
}
ago-years = { $count ->
    [zero] هذه السنة
    [one] قبل سنة
    [two] قبل سنتين
    [few] قبل { $count } سنوات
    [many] قبل { $count } سنة
   *[other] قبل { $count } سنة
}

wait-seconds = { $count ->
    [zero] أقل من ثانية
    [one] ثانية واحدة
    [two] ثانيتين
    [few] { $count } ثوانٍ
    [many] { $count } ثانية
   *[other] { $count } ثانية
}
wait-minutes = { $count ->
    [zero] أقل من دقيقة
    [one] دقيقة واحدة
    [two] دقيقتين
    [few] { $count } دقائق
    [many] { $count } دقيقة
   *[other] { $count } دقيقة
}
wait-hours = { $count ->
    [zero] أقل من ساعة
    [one] ساعة واحدة
    [two] ساعتين
    [few] { $count } ساعات
    [many] { $count } ساعة
   *[other] { $count } ساعة
}
wait-days = { $count ->
    [zero] أقل من يوم
    [one] يومًا واحدًا
    [two] يومين
    [few] { $count } أيام
    [many] { $count } يومًا
   *[other] { $count } يوم
}

month-name = { $month ->
    [1] يناير
    [2] فبراير
    [3] مارس
    [4] أبريل
    [5] مايو
    [6] يونيو
    [7] يوليو
    [8] أغسطس
    [9] سبتمبر
    [10] أكتوبر
    [11] نوفمبر
   *[12] ديسمبر
}
date = { $day } { $month } { $year }
time-cycle = 12
time-24 = { $hour }:{ $minute }
time-12 = { $half ->
    [am] { $hour }:{ $minute } ص
   *[pm] { $hour }:{ $minute } م
}
time-utc = { $time } بالتوقيت العالمي
date-time = { $date } في { $time }
number-group = ٬

error-title = خطأ
error-summary = يُرجى مراجعة ما أدخلته
invalid-title = يُرجى مراجعة ما أدخلته
field-too-long = { $most ->
    [zero] النص طويل جدًا. لا يُسمح بأي حرف.
    [one] النص طويل جدًا. الحد الأقصى حرف واحد.
    [two] النص طويل جدًا. الحد الأقصى حرفان.
    [few] النص طويل جدًا. الحد الأقصى { $most } أحرف.
    [many] النص طويل جدًا. الحد الأقصى { $most } حرفًا.
   *[other] النص طويل جدًا. الحد الأقصى { $most } حرف.
}

password-show = إظهار كلمة المرور
password-empty = اختر كلمة مرور.
password-hint = { $least ->
    [zero] يُفضَّل استخدام عدة كلمات لا صلة بينها.
    [one] حرف واحد على الأقل. يُفضَّل استخدام عدة كلمات لا صلة بينها.
    [two] حرفان على الأقل. يُفضَّل استخدام عدة كلمات لا صلة بينها.
    [few] { $least } أحرف على الأقل. يُفضَّل استخدام عدة كلمات لا صلة بينها.
    [many] { $least } حرفًا على الأقل. يُفضَّل استخدام عدة كلمات لا صلة بينها.
   *[other] { $least } حرف على الأقل. يُفضَّل استخدام عدة كلمات لا صلة بينها.
}
password-too-short = { $least ->
    [zero] قصيرة جدًا: { $has } من { $least }.
    [one] قصيرة جدًا: { $has } من حرف واحد.
    [two] قصيرة جدًا: { $has } من حرفين.
    [few] قصيرة جدًا: { $has } من { $least } أحرف.
    [many] قصيرة جدًا: { $has } من { $least } حرفًا.
   *[other] قصيرة جدًا: { $has } من { $least } حرف.
}
password-too-long = { $most ->
    [zero] طويلة جدًا. الحد الأقصى حرف واحد.
    [one] طويلة جدًا. الحد الأقصى حرف واحد.
    [two] طويلة جدًا. الحد الأقصى حرفان.
    [few] طويلة جدًا. الحد الأقصى { $most } أحرف.
    [many] طويلة جدًا. الحد الأقصى { $most } حرفًا.
   *[other] طويلة جدًا. الحد الأقصى { $most } حرف.
}
password-lacks-letter = أضف حرفًا من حروف الهجاء.
password-lacks-lower-case = أضف حرفًا لاتينيًا صغيرًا.
password-lacks-capital = أضف حرفًا لاتينيًا كبيرًا.
password-lacks-digit = أضف رقمًا.
password-lacks-symbol = أضف رمزًا، مثل الشرطة أو علامة التعجب.
password-own-words = من السهل تخمينها: معظمها اسمك أو عنوانك أو اسم هذه الخدمة.
password-breached = كلمة المرور هذه موجودة في القوائم التي يجربها المهاجمون أولًا، لأنها شائعة أو سبق تسريبها. اختر كلمة أخرى.
password-too-weak = من السهل تخمينها: بضع كلمات لا علاقة بينها أصعب تخمينًا بكثير.
password-unchanged = هذه هي كلمة مرورك الحالية. اختر كلمة أخرى.

problem-back = الانتقال إلى حسابك
problem-sign-in = الانتقال إلى تسجيل الدخول
problem-again = إعادة المحاولة
problem-reload = إعادة التحميل
out-of-date = كانت هذه الصفحة قديمة. تحقق مما كتبته ثم أرسله مرة أخرى.
out-of-date-or-no-cookies = كانت هذه الصفحة قديمة. تحقق مما كتبته ثم أرسله مرة أخرى. إذا ظهرت هذه الرسالة مجددًا فاسمح بملفات تعريف الارتباط لهذا الموقع.

fault-title = حدث خطأ لدينا
fault-text = الخطأ ليس منك. يرجى المحاولة مرة أخرى. إذا كنت تغيّر شيئًا فتحقّق أولًا مما إذا كان قد حُفظ.
fault-id = إذا تكرر ذلك، فاذكر هذا الرقم لفريق الدعم: { $id }
unavailable-title = لا يمكننا تنفيذ ذلك الآن
unavailable-text = جزء من الخدمة لا يستجيب. يرجى المحاولة بعد قليل. إذا كنت تغيّر شيئًا فتحقّق أولًا مما إذا كان قد حُفظ.
missing-title = الصفحة غير موجودة
missing-text = هذه الصفحة غير موجودة، أو لا تملك صلاحية الوصول إليها.
not-signed-in-title = يُرجى تسجيل الدخول
not-signed-in-text = يلزم تسجيل الدخول لعرض هذه الصفحة.
task-due-title = أمر واحد أولًا
task-due-text = قبل أن تتابع: { $task }.
task-signed-in-as = سجّلت الدخول باسم { $email }.
stale-title = يُرجى تأكيد أنك صاحب الحساب
stale-text = حرصًا على أمانك، أكّد هويتك ثم حاول مرة أخرى.
impersonated-title = لا يستطيع فعل هذا إلا صاحب الحساب
impersonated-text = أنت تتصرف نيابةً عن شخص آخر. لم يتغير أي شيء.
pending-ended = سُجّل خروجك. تغييراتك لا تزال هنا؛ احفظها مرة أخرى.
pending-unconfirmed = تغييراتك لا تزال هنا، لكنها لم تُحفظ بعد.
forbidden-title = لا يمكنك القيام بذلك
forbidden-text = دورك لا يسمح بذلك ({ $permission }). يمكن للمالك أو المسؤول تغيير دورك.
not-entitled-title = هذه الميزة غير مشمولة في خطتك
not-entitled-text = هذه الميزة غير متاحة في { -organization(case: "your") } ({ $entitlement }). يمكن للمالك طلبها.
refused-title = لم يُقبل هذا الطلب
invalid-csrf-token-title = لم تعد هذه الصفحة محدّثة
invalid-csrf-token-text = ربما سجّلت الخروج في علامة تبويب أخرى. لم يتغير أي شيء. أعد تحميل الصفحة ثم حاول مرة أخرى.
no-cookies-title = لم يحتفظ متصفحك بملف تعريف الارتباط
no-cookies-text = يحتاج تسجيل الدخول إلى ملفات تعريف الارتباط. اسمح بها لهذا الموقع. إذا كان عنوانه يبدأ بـ http://‎ فافتحه عبر https://‎ أو باسم localhost، فالمتصفحات لا تحتفظ بملفات تعريف الارتباط الآمنة إلا هناك.
cross-site-title = جاء هذا الطلب من موقع آخر
cross-site-text = حرصًا على سلامتك لا نقبل التغييرات إلا من صفحاتنا. لم يتغير أي شيء.
too-many-title = محاولات كثيرة جدًا
too-many-text = يُرجى الانتظار { $wait } ثم المحاولة مرة أخرى.
malformed-title = تعذّرت قراءة الطلب
malformed-text = ما أرسله متصفحك كان ناقصًا أو تالفًا. لم يتغير أي شيء. ارجع وحاول مرة أخرى.
too-large-title = البيانات كبيرة جدًا
too-large-text = ما أرسله متصفحك أكبر مما تقبله هذه الصفحة. لم يتغير أي شيء.
wrong-media-title = تعذّرت قراءة الطلب
wrong-media-text = لا يقبل هذا العنوان سوى النماذج وبيانات JSON، ويجب أن تذكر الترويسة Content-Type أيّهما.
wrong-method-title = هذا لا يعمل هنا
wrong-method-text = لا يستجيب هذا العنوان لهذا النوع من الطلبات.

email-empty = أدخل بريدك الإلكتروني.
email-malformed = أدخل عنوانًا مثل name@example.com.

list-search = بحث
list-apply = تطبيق
list-clear = مسح
list-shown = { $count ->
    [zero] لا توجد عناصر معروضة
    [one] عنصر واحد معروض
    [two] عنصران معروضان
    [few] { $count } عناصر معروضة
    [many] { $count } عنصرًا معروضًا
   *[other] { $count } عنصر معروض
}
list-none-found = لا توجد نتائج
list-none-found-text = لا يوجد عنصر يطابق ما تبحث عنه.
list-none-here = لا توجد عناصر أخرى
list-none-here-text = لم يعد ما كان في هذه الصفحة موجودًا.
list-first = الصفحة الأولى
list-next = الصفحة التالية
list-select-all = تحديد كل ما في هذه الصفحة
list-none-selected = لم يُحدَّد شيء
list-none-selected-text = عُد إلى القائمة وحدِّد العناصر التي تقصدها.
list-back = العودة إلى القائمة

device-browser-on = { $browser } على { $system }
device-unknown = جهاز غير معروف
form-email = البريد الإلكتروني
form-save = حفظ
form-cancel = إلغاء
