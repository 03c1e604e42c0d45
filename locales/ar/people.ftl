### People: their names, and what was changed.

# A mark beside a name or an address whose letters come from more than one alphabet.
person-mixed = حروف هذا الاسم من أبجديات مختلفة، وقد ينتحل اسم شخص آخر.
settings-display-name = الاسم المعروض
settings-display-name-hint = ما يراه الآخرون. من دونه يرون عنوان بريدك الإلكتروني.
settings-display-name-save = حفظ الاسم
settings-display-name-saved = حُفظ اسمك المعروض.
settings-display-name-removed = أُزيل اسمك المعروض. يرى الآخرون عنوان بريدك الإلكتروني.
error-display-name = استخدم من حرف واحد إلى 50 حرفًا، فيها حرف أو رقم على الأقل، ومن دون @. لم يتغيّر شيء.
# Beside the time of a post.
post-edited = عُدّل
post-edited-title = عُدّل { $time }

## The context menu on a person.

person-show-posts = عرض المنشورات
person-copy-name = نسخ الاسم
person-copy-email = نسخ عنوان البريد الإلكتروني
person-copied = نُسخ
