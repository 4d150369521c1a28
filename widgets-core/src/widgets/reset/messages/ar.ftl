reset-title = هل نسيت كلمة المرور؟
reset-lead = سنرسل إليك رمزًا لتعيين كلمة مرور جديدة.
reset-button = إرسال الرمز
reset-remembered = تذكرتها؟
reset-sign-in = تسجيل الدخول
reset-new-password = كلمة المرور الجديدة
reset-done = تم تغيير كلمة المرور. سجّلنا خروجك من كل مكان؛ سجّل الدخول بالكلمة الجديدة.

codes-act-reset = حفظ كلمة المرور الجديدة
codes-link-reset = تعيين كلمة مرور جديدة
mail-reset-subject = { $code } هو رمزك لاختيار كلمة مرور جديدة لدى { $name }
mail-reset-title = اختر كلمة مرور جديدة
mail-reset-lead = أدخل هذا الرمز حيث طلبت كلمة مرور جديدة لدى { $name }، أو استخدم الزر في المتصفح نفسه.
mail-reset-decline = إذا لم تطلب ذلك، فتجاهل هذه الرسالة: ستبقى كلمة المرور كما هي.
