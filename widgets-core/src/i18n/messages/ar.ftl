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
nav-you = أنت
nav-skip = الانتقال إلى المحتوى
language-switch = لغة هذه الصفحة
language-unknown = هذه اللغة ليست في القائمة. اختر لغة أخرى.
acting-text = أنت تتصرّف باسم { $name }. ينتهي ذلك عند { $time }.
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
    [am] { $hour }:{ $minute } ص
   *[pm] { $hour }:{ $minute } م
}
time-utc = { $time } بالتوقيت العالمي
date-time = { $date } في { $time }
number-group = ٬

error-summary = يُرجى مراجعة ما أدخلته
invalid-title = يُرجى مراجعة ما أدخلته
field-too-long = { $most ->
    [zero] هذا النص أطول من اللازم. لا يُسمح بأي حرف.
    [one] هذا النص أطول من اللازم. لا يُسمح بأكثر من حرف واحد.
    [two] هذا النص أطول من اللازم. لا يُسمح بأكثر من حرفين.
    [few] هذا النص أطول من اللازم. لا يُسمح بأكثر من { $most } أحرف.
    [many] هذا النص أطول من اللازم. لا يُسمح بأكثر من { $most } حرفًا.
   *[other] هذا النص أطول من اللازم. لا يُسمح بأكثر من { $most } حرف.
}

password-empty = اختر كلمة مرور.
password-hint = { $least ->
    [zero] الأفضل بضع كلمات لا يجمعها أحد غيرك.
    [one] حرف واحد على الأقل. الأفضل بضع كلمات لا يجمعها أحد غيرك.
    [two] حرفان على الأقل. الأفضل بضع كلمات لا يجمعها أحد غيرك.
    [few] { $least } أحرف على الأقل. الأفضل بضع كلمات لا يجمعها أحد غيرك.
    [many] { $least } حرفًا على الأقل. الأفضل بضع كلمات لا يجمعها أحد غيرك.
   *[other] { $least } حرف على الأقل. الأفضل بضع كلمات لا يجمعها أحد غيرك.
}
password-too-short = { $least ->
    [zero] استخدم حرفًا واحدًا على الأقل (أدخلت { $has }).
    [one] استخدم حرفًا واحدًا على الأقل (أدخلت { $has }).
    [two] استخدم حرفين على الأقل (أدخلت { $has }).
    [few] استخدم { $least } أحرف على الأقل (أدخلت { $has }). من السهل تذكّر عدة كلمات متتالية.
    [many] استخدم { $least } حرفًا على الأقل (أدخلت { $has }). من السهل تذكّر عدة كلمات متتالية.
   *[other] استخدم { $least } حرف على الأقل (أدخلت { $has }). من السهل تذكّر عدة كلمات متتالية.
}
password-too-long = { $most ->
    [zero] استخدم حرفًا واحدًا على الأكثر.
    [one] استخدم حرفًا واحدًا على الأكثر.
    [two] استخدم حرفين على الأكثر.
    [few] استخدم { $most } أحرف على الأكثر.
    [many] استخدم { $most } حرفًا على الأكثر.
   *[other] استخدم { $most } حرف على الأكثر.
}
password-lacks-letter = استخدم حرفًا من حروف الهجاء.
password-lacks-lower-case = استخدم حرفًا لاتينيًا صغيرًا.
password-lacks-capital = استخدم حرفًا لاتينيًا كبيرًا.
password-lacks-digit = استخدم رقمًا.
password-lacks-symbol = استخدم رمزًا، مثل الشرطة أو علامة التعجب.
password-own-words = تتكوّن كلمة المرور هذه في معظمها من اسمك أو عنوانك أو اسم هذه الخدمة، وهذا أول ما يجرّبه الآخرون. استخدم شيئًا لا صلة له بك.
password-unchanged = هذه هي كلمة مرورك الحالية. استخدم كلمة مرور أخرى.

problem-back = الانتقال إلى حسابك

fault-title = حدث خطأ لدينا
fault-text = الخطأ ليس منك. يرجى المحاولة مرة أخرى. إذا كنت تغيّر شيئًا فتحقّق أولًا مما إذا كان قد حُفظ.
fault-id = إذا تكرر ذلك، فاذكر هذا الرقم لفريق الدعم: { $id }
unavailable-title = لا يمكننا تنفيذ ذلك الآن
unavailable-text = جزء من الخدمة لا يستجيب. يرجى المحاولة بعد قليل. إذا كنت تغيّر شيئًا فتحقّق أولًا مما إذا كان قد حُفظ.
missing-title = الصفحة غير موجودة
missing-text = لا يوجد شيء في هذا العنوان، أو إنه غير متاح لك.
not-signed-in-title = يُرجى تسجيل الدخول
not-signed-in-text = يلزم تسجيل الدخول لعرض هذه الصفحة.
stale-title = يُرجى تأكيد أنك صاحب الحساب
stale-text = يتطلب هذا إثباتًا حديثًا لهويتك. أكّدها، ثم حاول مرة أخرى.
impersonated-title = لا يستطيع فعل هذا إلا صاحب الحساب
impersonated-text = أنت تتصرف نيابةً عن شخص آخر. هذا الأمر متروك له، ولذلك لم يُنفَّذ.
pending-ended = كانت جلستك قد انتهت. ما كتبته لا يزال هنا، ولم يُحفظ شيء بعد.
pending-unconfirmed = ما كتبته لا يزال هنا، ولم يُحفظ شيء بعد.
forbidden-title = لا يمكنك القيام بذلك
forbidden-text = دورك هنا لا يشمل ذلك ({ $permission }). يمكن للمالك أو المسؤول تغيير دورك.
not-entitled-title = هذه الميزة غير مشمولة في خطتك
not-entitled-text = هذه الميزة غير متاحة في { -organization(case: "your") } ({ $entitlement }). يمكن للمالك طلبها.
refused-title = لم يُقبل هذا الطلب
invalid-csrf-token-title = لم يعد هذا النموذج صالحًا
invalid-csrf-token-text = ظل مفتوحًا مدة طويلة، أو جاء من صفحة أخرى. لم يتغير أي شيء. ارجع وأعد تحميل الصفحة ثم حاول مرة أخرى.
no-cookies-title = لم يحتفظ متصفحك بملف تعريف الارتباط
no-cookies-text = يحتاج تسجيل الدخول إلى ملفات تعريف الارتباط. اسمح بها لهذا الموقع. إذا كان عنوانه يبدأ بـ http://‎ فافتحه عبر https://‎ أو باسم localhost، فالمتصفحات لا تحتفظ بملفات تعريف الارتباط الآمنة إلا هناك.
cross-site-title = جاء هذا الطلب من موقع آخر
cross-site-text = حرصًا على سلامتك لا نقبل التغييرات إلا من صفحاتنا. لم يتغير أي شيء.
too-many-title = محاولات كثيرة جدًا
too-many-text = يُرجى الانتظار { $wait } ثم المحاولة مرة أخرى.
malformed-title = تعذّرت قراءة الطلب
malformed-text = ما أرسله متصفحك كان ناقصًا أو تالفًا. لم يتغير أي شيء. ارجع وحاول مرة أخرى.
too-large-title = البيانات المرسلة أكبر من اللازم
too-large-text = ما أرسله متصفحك أكبر مما تقبله هذه الصفحة. لم يتغير أي شيء.
wrong-media-title = تعذّرت قراءة الطلب
wrong-media-text = لا يقبل هذا العنوان سوى النماذج وبيانات JSON، ويجب أن تذكر الترويسة Content-Type أيّهما.
wrong-method-title = هذا لا يعمل هنا
wrong-method-text = لا يستجيب هذا العنوان لهذا النوع من الطلبات.

email-empty = أدخل بريدك الإلكتروني.
email-malformed = لا يبدو هذا عنوان بريد إلكتروني. ينبغي أن يكون على هذا النحو: name@example.com.
