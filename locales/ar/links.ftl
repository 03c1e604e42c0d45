### Links and pictures in posts.

link-heading = أتريد فتح هذا الرابط في متصفحك؟
link-open = فتح الرابط
link-unsupported = لا يستطيع Hearth فتح هذا الرابط.
link-foreign-letters = في اسم هذا الموقع أحرف من أبجديات أخرى، قد تشبه أحرف اسم آخر.
link-name-before = ما قبل «@» ليس اسم الموقع: هذا الرابط يقود إلى { $host }.
link-other-site = يذكر نص الرابط { $named }، لكنه يقود إلى { $host }.
picture-show = عرض الصورة
picture-show-named = عرض الصورة: { $words }
picture-failed = لا يمكن تحميل هذه الصورة. أعد المحاولة
task-done = أُنجز
task-to-do = لم يُنجز
