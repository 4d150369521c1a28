mail-footer = أرسل { $name } هذه الرسالة إلى { $address } لأن هذا العنوان استُخدم لدى { $name }. لا تُقرأ الردود.

mail-code-label = رمزك
mail-code-lasts = يبقى صالحًا { $wait } ويُستخدم مرة واحدة فقط. لا تشاركه مع أحد؛ لن نطلبه منك أبدًا.
mail-decline = لم أطلب هذا
mail-button-otherwise = إذا لم يعمل الزر، فافتح هذا الرابط:

mail-reset-button = اختيار كلمة مرور جديدة
