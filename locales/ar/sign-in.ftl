### Signing in and signing up.

sign-in-heading = تسجيل الدخول إلى Hearth
sign-in = تسجيل الدخول
sign-in-switch-question = جديد هنا؟
sign-in-switch = إنشاء حساب
sign-in-password-missing = أدخل كلمة المرور.
sign-up-heading = أنشئ حسابك
# The display name comes later; until then the email names the author.
sign-up-email-hint-local = يراه الآخرون بجانب منشوراتك حتى تختار اسمًا في الإعدادات. لا يُرسل إليه شيء.
sign-up-email-hint = يرى الآخرون هذا البريد بجانب منشوراتك.
sign-up-email-hint-names = يراه الآخرون بجانب منشوراتك إلى أن تختار اسمًا في الإعدادات.
sign-up = إنشاء الحساب
sign-up-switch-question = لديك حساب؟
sign-up-switch = تسجيل الدخول بدلًا من ذلك
sign-up-password-missing = اختر كلمة مرور.
sign-in-email = البريد الإلكتروني
sign-in-email-missing = أدخل بريدك الإلكتروني.
sign-in-change-server = تغيير الخادم
