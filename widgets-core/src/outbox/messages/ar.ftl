mail-footer = أرسل { $name } هذه الرسالة إلى { $address } لأن هذا العنوان استُخدم لدى { $name }. لا أحد يقرأ الردود.

mail-code-label = رمزك
mail-code-lasts = يعمل الرمز مرة واحدة، والمدة المتبقية: { $wait }. لا تعطه لأحد، حتى لمن يقول إنه يعمل لدينا.
mail-decline = لم أطلب هذا
mail-button-otherwise = إذا لم يعمل الزر، فافتح هذا العنوان:

mail-reset-button = اختيار كلمة مرور جديدة
