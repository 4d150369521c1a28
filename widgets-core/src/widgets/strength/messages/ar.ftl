strength-title = قوة كلمة المرور
strength-very-weak = ضعيفة جدًا
strength-weak = ضعيفة
strength-fair = متوسطة
strength-good = جيدة
strength-strong = قوية
strength-unknown = لم يتسع الوقت لمعرفة ذلك. تابع بدونه.
