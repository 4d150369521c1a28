reset-title = هل نسيت كلمة المرور؟
reset-lead = سنرسل إليك رمزًا لتعيين كلمة مرور جديدة.
reset-email = البريد الإلكتروني
reset-button = إرسال الرمز
reset-remembered = تذكرتها؟
reset-sign-in = تسجيل الدخول
reset-new-password = كلمة المرور الجديدة
reset-done = حُفظت كلمة مرورك الجديدة، وسُجّل خروجك من كل مكان. سجّل الدخول بها الآن.
