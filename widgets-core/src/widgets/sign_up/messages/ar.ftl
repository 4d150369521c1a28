sign-up-title = إنشاء حساب لدى { $name }
sign-up-lead = نرسل رمزًا إلى عنوانك للتأكد من أنه عنوانك.
sign-up-name = الاسم
sign-up-name-hint = هكذا يراك الآخرون. يمكنك تركه فارغًا وتغييره في أي وقت.
sign-up-email = البريد الإلكتروني
sign-up-password = كلمة المرور
sign-up-button = إنشاء الحساب
sign-up-have-account = لديك حساب بالفعل؟
sign-up-sign-in = تسجيل الدخول
sign-up-new = جديد هنا؟
sign-up-create = إنشاء حساب
sign-up-done = مرحبًا بك! حسابك جاهز.
sign-up-domain = استخدم عنوانًا ينتهي بـ { $domains }.

sign-up-terms = أوافق على شروط { $name }
sign-up-terms-read = قراءة الشروط (تُفتح في علامة تبويب جديدة)
sign-up-terms-missing = اقرأ الشروط ووافق عليها لإنشاء حساب.
sign-up-terms-changed = تغيّرت الشروط منذ فتح هذه الصفحة. اقرأها من جديد ووافق عليها.

sign-up-closed-title = لا يمكن إنشاء حساب هنا
sign-up-closed-text = لا نقبل حسابات جديدة حاليًا. إذا كان لديك حساب، فيمكنك تسجيل الدخول.
sign-up-invited-text = الحسابات الجديدة لدى { $name } بدعوة فقط. إذا وصلتك دعوة، فافتح الرابط الذي في الرسالة. وإذا كان لديك حساب بالفعل، فيمكنك تسجيل الدخول.

sign-up-taken-title = لديك حساب بالفعل
sign-up-taken-text = أُنشئ حساب لعنوانك في هذه الأثناء، وربما كنت أنت من أنشأه في متصفح آخر. يمكنك تسجيل الدخول مباشرة.

sign-up-invitation-title = انضم إلى { $name }
sign-up-invitation-lead = أنت مدعو. لا ينقص سوى بعض التفاصيل.
sign-up-invitation-by = يدعوك { $by }. لا ينقص سوى بعض التفاصيل.
sign-up-invitation-email = الدعوة لهذا العنوان.

captcha-wrong = الإجابة عن السؤال الذي يميّز الناس من البرامج غير صحيحة. حاول مرة أخرى.
captcha-failed = لم نتمكن من التحقق من الإجابة عن السؤال الذي يميّز الناس من البرامج. حاول مرة أخرى بعد قليل.
