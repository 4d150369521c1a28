sign-in-title = تسجيل الدخول إلى { $name }
sign-in-lead = مرحبًا بعودتك.
sign-in-again-lead = يُرجى تأكيد هويتك.
sign-in-email = البريد الإلكتروني
sign-in-password = كلمة المرور
sign-in-keep = إبقائي مسجّل الدخول
sign-in-keep-hint = لا تفعّل هذا الخيار على جهاز يستخدمه آخرون.
sign-in-button = تسجيل الدخول
sign-in-wrong = البريد الإلكتروني أو كلمة المرور غير صحيحة.
sign-in-email-empty = أدخل بريدك الإلكتروني.
sign-in-email-malformed = لا يبدو هذا عنوان بريد إلكتروني. ينبغي أن يكون على هذا النحو: name@example.com.
sign-in-password-empty = أدخل كلمة المرور.

sign-in-link-title = تسجيل الدخول بهذا الرابط
sign-in-link-lead = نقرة واحدة تسجّل دخولك إلى { $name }. يعمل الرابط مرة واحدة فقط.
sign-in-link-button = تسجيل الدخول
sign-in-link-spent-title = لم يعد هذا الرابط يعمل
sign-in-link-spent-text = لقد استُخدم من قبل، أو انتهت صلاحيته، أو حلّ محله رابط آخر. اطلب رابطًا جديدًا، أو سجّل الدخول بكلمة المرور.
sign-in-link-spent-button = الانتقال إلى تسجيل الدخول

sign-out-title = هل تريد تسجيل الخروج؟
sign-out-text = يمكنك تسجيل الدخول من جديد في أي وقت.
sign-out-button = تسجيل الخروج
sign-out-cancel = إلغاء
sign-out-everywhere = تسجيل الخروج من كل مكان
sign-out-everywhere-hint = ينهي أيضًا جلساتك في المتصفحات الأخرى وعلى الأجهزة الأخرى.
sign-out-done = تم تسجيل خروجك.
sign-out-everywhere-done = تم تسجيل خروجك من كل مكان.
