<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ar" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>Version {number}</source>
        <translation>الإصدار {number}</translation>
    </message>
    <message>
        <source>Development version</source>
        <translation>إصدار قيد التطوير</translation>
    </message>
    <message>
        <source>Libraries, typeface and icons</source>
        <translation>المكتبات والخط والأيقونات</translation>
    </message>
</context>
<context>
    <name>ActionStrip</name>
    <message>
        <source>Retry</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>إيقاف المحاولة</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Try now</source>
        <translation>المحاولة الآن</translation>
    </message>
    <message>
        <source>Make this order at RETM</source>
        <translation>إنشاء هذا الطلب في RETM</translation>
    </message>
    <message>
        <source>Asked: {act}</source>
        <translation>المطلوب: {act}</translation>
    </message>
    <message>
        <source>Asked: cancel the order ({reason})</source>
        <translation>المطلوب: إلغاء الطلب ({reason})</translation>
    </message>
    <message>
        <source>It is being sent; RETM has not answered yet.</source>
        <translation>جارٍ الإرسال، ولم يصل رد RETM بعد.</translation>
    </message>
    <message>
        <source>RETM did not do it.</source>
        <translation>لم ينفّذه RETM.</translation>
    </message>
    <message>
        <source>It is sent again at {time}.</source>
        <translation>سيُعاد الإرسال في {time}.</translation>
    </message>
    <message>
        <source>It is kept here and sent as soon as RETM answers.</source>
        <translation>محفوظ هنا ويُرسل فور استجابة RETM.</translation>
    </message>
</context>
<context>
    <name>Age</name>
    <message>
        <source>now</source>
        <translation>الآن</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} د</translation>
    </message>
    <message>
        <source>{n} h</source>
        <translation>{n} س</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} ي</translation>
    </message>
</context>
<context>
    <name>Appearance</name>
    <message>
        <source>Appearance</source>
        <translation>المظهر</translation>
    </message>
    <message>
        <source>Applies at once, on this computer only.</source>
        <translation>يُطبّق فورًا على هذا الجهاز فقط.</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>اللغة</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>الألوان</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>حجم النص</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>حسب النظام</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>فاتح</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>داكن</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>تصغير</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>تكبير</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>New orders appear here by themselves.</source>
        <translation>تظهر الطلبات الجديدة هنا تلقائيًا.</translation>
    </message>
    <message>
        <source>Accepted orders wait here for the kitchen.</source>
        <translation>الطلبات المقبولة تنتظر المطبخ هنا.</translation>
    </message>
    <message>
        <source>What is ready to be handed over stands here.</source>
        <translation>الطلبات الجاهزة للتسليم تظهر هنا.</translation>
    </message>
    <message>
        <source>Orders with a driver stand here.</source>
        <translation>الطلبات التي مع السائق تظهر هنا.</translation>
    </message>
    <message>
        <source>Done today</source>
        <translation>المكتملة اليوم</translation>
    </message>
    <message>
        <source>Finished orders of the last 24 hours stand here.</source>
        <translation>الطلبات المكتملة خلال آخر 24 ساعة تظهر هنا.</translation>
    </message>
</context>
<context>
    <name>BranchCard</name>
    <message>
        <source>{n} open</source>
        <translation>الجارية: {n}</translation>
    </message>
    <message>
        <source>none open</source>
        <translation>لا طلبات جارية</translation>
    </message>
    <message>
        <source>RETM tells no address</source>
        <translation>لا يوجد عنوان في RETM</translation>
    </message>
</context>
<context>
    <name>BranchDetail</name>
    <message>
        <source>{n} orders open</source>
        <translation>الطلبات الجارية: {n}</translation>
    </message>
    <message>
        <source>No open orders</source>
        <translation>لا توجد طلبات جارية</translation>
    </message>
    <message>
        <source>Show orders</source>
        <translation>عرض الطلبات</translation>
    </message>
    <message>
        <source>Where and how</source>
        <translation>الموقع والتواصل</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>العنوان</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الهاتف</translation>
    </message>
    <message>
        <source>Coordinates</source>
        <translation>الإحداثيات</translation>
    </message>
    <message>
        <source>Id at RETM</source>
        <translation>المعرّف في RETM</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>RETM tells of no device here.</source>
        <translation>لا يوجد جهاز لهذا الفرع في RETM.</translation>
    </message>
</context>
<context>
    <name>BranchList</name>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
</context>
<context>
    <name>BranchesModel</name>
    <message>
        <source>{n} open</source>
        <translation>الجارية: {n}</translation>
    </message>
</context>
<context>
    <name>BranchesPage</name>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>Branches as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Search branches</source>
        <translation>البحث في الفروع</translation>
    </message>
    <message>
        <source>Reading the branches…</source>
        <translation>جارٍ قراءة الفروع…</translation>
    </message>
    <message>
        <source>They are on this computer and appear in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>{n} branches</source>
        <translation>عدد الفروع: {n}</translation>
    </message>
    <message>
        <source>No branch holds “{text}”.</source>
        <translation>لا يوجد فرع يطابق «{text}».</translation>
    </message>
    <message>
        <source>No branches</source>
        <translation>لا توجد فروع</translation>
    </message>
    <message>
        <source>RETM tells of no branch of this restaurant.</source>
        <translation>لا يوجد فرع لهذا المطعم في RETM.</translation>
    </message>
    <message>
        <source>No branches on this computer yet</source>
        <translation>لا توجد فروع محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>The branches are on their way</source>
        <translation>الفروع في الطريق</translation>
    </message>
    <message>
        <source>They have not been read from RETM yet and appear here by themselves.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>CancelDialog</name>
    <message>
        <source>Cancel order {number}?</source>
        <translation>إلغاء الطلب {number}؟</translation>
    </message>
    <message>
        <source>RETM and the kitchen are told the reason. A cancelled order does not come back.</source>
        <translation>يُرسل السبب إلى RETM والمطبخ. لا يمكن استعادة الطلب الملغي.</translation>
    </message>
    <message>
        <source>More words, or another reason</source>
        <translation>تفاصيل إضافية أو سبب آخر</translation>
    </message>
    <message>
        <source>Keep order</source>
        <translation>إبقاء الطلب</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>إلغاء الطلب</translation>
    </message>
    <message>
        <source>The customer asked for it</source>
        <translation>بطلب من العميل</translation>
    </message>
    <message>
        <source>Something is sold out</source>
        <translation>صنف غير متوفر</translation>
    </message>
    <message>
        <source>The kitchen is too busy</source>
        <translation>ضغط على المطبخ</translation>
    </message>
    <message>
        <source>Address or phone is wrong</source>
        <translation>العنوان أو الجوال خاطئ</translation>
    </message>
    <message>
        <source>Ordered twice by mistake</source>
        <translation>طلب مكرر بالخطأ</translation>
    </message>
</context>
<context>
    <name>CardDelegate</name>
    <message>
        <source>RETM sent no items</source>
        <translation>لم يرسل RETM أي أصناف</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>بدون رقم بعد</translation>
    </message>
    <message>
        <source>Walk-in customer</source>
        <translation>عميل مباشر</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>{n} أخرى</translation>
    </message>
    <message>
        <source>{amount} est.</source>
        <translation>{amount} تقديري</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>STOP · Cancelled</source>
        <translation>توقف · ملغي</translation>
    </message>
</context>
<context>
    <name>CataloguePage</name>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
</context>
<context>
    <name>ChoicesDialog</name>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>from {price}</source>
        <translation>من {price}</translation>
    </message>
    <message>
        <source>{n} kcal</source>
        <translation>{n} سعرة</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Choose one</source>
        <translation>اختر واحدًا</translation>
    </message>
    <message>
        <source>Note for the kitchen</source>
        <translation>ملاحظة للمطبخ</translation>
    </message>
    <message>
        <source>No onions, extra crisp, …</source>
        <translation>بدون بصل، مقرمش أكثر، …</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>إضافة</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>تعديل</translation>
    </message>
    <message>
        <source>Chosen</source>
        <translation>تم الاختيار</translation>
    </message>
</context>
<context>
    <name>ConnectDialog</name>
    <message>
        <source>Connect a restaurant</source>
        <translation>ربط مطعم</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>بدء التدريب</translation>
    </message>
    <message>
        <source>This attempt was ended.</source>
        <translation>أُنهيت هذه المحاولة.</translation>
    </message>
    <message>
        <source>Nothing was connected. Another attempt may have taken its place.</source>
        <translation>لم يتم الربط. قد تكون محاولة أخرى حلّت محلها.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>{restaurant} is connected</source>
        <translation>تم ربط {restaurant}</translation>
    </message>
    <message>
        <source>Orders, menu, branches and devices are being fetched. From now on orders arrive by themselves.</source>
        <translation>جارٍ جلب الطلبات وقائمة الطعام والفروع والأجهزة. من الآن تصل الطلبات تلقائيًا.</translation>
    </message>
    <message>
        <source>Open orders</source>
        <translation>فتح الطلبات</translation>
    </message>
</context>
<context>
    <name>ConsentPanel</name>
    <message>
        <source>RETM&apos;s answer cannot reach this program now: paste the code by hand, or free the port.</source>
        <translation>لا يمكن أن يصل رد RETM إلى البرنامج الآن: الصق الرمز يدويًا أو حرّر المنفذ.</translation>
    </message>
    <message>
        <source>Allow access</source>
        <translation>السماح بالوصول</translation>
    </message>
    <message>
        <source>Sign in to RETM below if it asks you to, then press Allow.</source>
        <translation>سجّل الدخول إلى RETM في الأسفل إن طُلب منك، ثم اضغط «سماح».</translation>
    </message>
    <message>
        <source>This is the practice restaurant&apos;s own page: press Allow to let the program in.</source>
        <translation>هذه صفحة المطعم التدريبي: اضغط «سماح» لربط البرنامج به.</translation>
    </message>
    <message>
        <source>Address of the page shown</source>
        <translation>عنوان الصفحة المعروضة</translation>
    </message>
    <message>
        <source>Load again</source>
        <translation>إعادة التحميل</translation>
    </message>
    <message>
        <source>The page loads</source>
        <translation>جارٍ تحميل الصفحة</translation>
    </message>
    <message>
        <source>RETM&apos;s page opens…</source>
        <translation>جارٍ فتح صفحة RETM…</translation>
    </message>
    <message>
        <source>Press Allow there. This window goes on by itself as soon as RETM answers.</source>
        <translation>اضغط «سماح» هناك. تكمل هذه النافذة تلقائيًا فور رد RETM.</translation>
    </message>
    <message>
        <source>Open it again</source>
        <translation>فتحها مجددًا</translation>
    </message>
    <message>
        <source>Show it here</source>
        <translation>عرضها هنا</translation>
    </message>
    <message>
        <source>the page&apos;s address</source>
        <translation>عنوان الصفحة</translation>
    </message>
    <message>
        <source>Open in my browser instead</source>
        <translation>الفتح في متصفحي بدلًا من ذلك</translation>
    </message>
    <message>
        <source>Paste the code</source>
        <translation>لصق الرمز</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>The page opens in your own browser</source>
        <translation>تُفتح الصفحة في متصفحك</translation>
    </message>
    <message>
        <source>Open in my browser</source>
        <translation>الفتح في متصفحي</translation>
    </message>
    <message>
        <source>The built-in browser does not work on this computer.</source>
        <translation>المتصفح المدمج لا يعمل على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Use your own browser: press the button below.</source>
        <translation>استخدم متصفحك: اضغط الزر في الأسفل.</translation>
    </message>
    <message>
        <source>Encrypted connection</source>
        <translation>اتصال مشفّر</translation>
    </message>
    <message>
        <source>A page of this computer; nothing leaves it</source>
        <translation>صفحة من هذا الجهاز، ولا يخرج منه شيء</translation>
    </message>
    <message>
        <source>Only RETM&apos;s own pages open here. If you need that page, use your own browser.</source>
        <translation>تُفتح هنا صفحات RETM فقط. إن احتجت تلك الصفحة فاستخدم متصفحك.</translation>
    </message>
    <message>
        <source>A page elsewhere was not opened.</source>
        <translation>لم تُفتح صفحة من موقع آخر.</translation>
    </message>
    <message>
        <source>A page of {host} was not opened.</source>
        <translation>لم تُفتح صفحة من {host}.</translation>
    </message>
    <message>
        <source>Check the internet connection and load it again. Told: {code}</source>
        <translation>تحقق من الاتصال بالإنترنت ثم أعد التحميل. رمز الخطأ: {code}</translation>
    </message>
    <message>
        <source>RETM&apos;s page answered with status {code}. Check the client id, or load it again.</source>
        <translation>ردّت صفحة RETM بالحالة {code}. تحقق من معرّف التطبيق أو أعد التحميل.</translation>
    </message>
    <message>
        <source>The page did not load well.</source>
        <translation>تعذّر تحميل الصفحة.</translation>
    </message>
    <message>
        <source>The connection to {host} is not safe, so the page was not opened.</source>
        <translation>الاتصال مع {host} غير آمن، لذلك لم تُفتح الصفحة.</translation>
    </message>
    <message>
        <source>Its certificate is not valid. Check this computer&apos;s date, and the network you are in.</source>
        <translation>شهادة الموقع غير صالحة. تحقق من تاريخ هذا الجهاز ومن الشبكة المستخدمة.</translation>
    </message>
    <message>
        <source>The page stopped working.</source>
        <translation>توقفت الصفحة عن العمل.</translation>
    </message>
    <message>
        <source>Nothing was connected. Load it again, or use your own browser.</source>
        <translation>لم يتم الربط. أعد التحميل أو استخدم متصفحك.</translation>
    </message>
    <message>
        <source>The page is open in your browser</source>
        <translation>الصفحة مفتوحة في متصفحك</translation>
    </message>
    <message>
        <source>Open the page in your browser</source>
        <translation>افتح الصفحة في متصفحك</translation>
    </message>
    <message>
        <source>No browser could be opened.</source>
        <translation>تعذّر فتح أي متصفح.</translation>
    </message>
    <message>
        <source>Copy the page&apos;s address and open it in a browser of your choice.</source>
        <translation>انسخ عنوان الصفحة وافتحه في المتصفح الذي تريده.</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>المتبقي {time}</translation>
    </message>
</context>
<context>
    <name>CopyButton</name>
    <message>
        <source>Copy {what}</source>
        <translation>نسخ {what}</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
</context>
<context>
    <name>CustomerFields</name>
    <message>
        <source>Optional</source>
        <translation>اختياري</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>الجوال</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>الاسم</translation>
    </message>
    <message>
        <source>The phone number is complete.</source>
        <translation>رقم الجوال مكتمل.</translation>
    </message>
    <message>
        <source>too short</source>
        <translation>قصير جدًا</translation>
    </message>
    <message>
        <source>keep typing</source>
        <translation>أكمل الكتابة</translation>
    </message>
</context>
<context>
    <name>DeviceList</name>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
</context>
<context>
    <name>DevicePainter</name>
    <message>
        <source>Copied</source>
        <translation>تم النسخ</translation>
    </message>
</context>
<context>
    <name>Devices</name>
    <message>
        <source>Cashier</source>
        <translation>كاشير</translation>
    </message>
    <message>
        <source>Kitchen</source>
        <translation>مطبخ</translation>
    </message>
    <message>
        <source>Printer</source>
        <translation>طابعة</translation>
    </message>
    <message>
        <source>Not seen on an order</source>
        <translation>لم يظهر في أي طلب</translation>
    </message>
    <message>
        <source>Order just now</source>
        <translation>طلب قبل لحظات</translation>
    </message>
    <message>
        <source>Last order {age} ago</source>
        <translation>آخر طلب قبل {age}</translation>
    </message>
</context>
<context>
    <name>DevicesModel</name>
    <message>
        <source>Without a branch</source>
        <translation>بدون فرع</translation>
    </message>
</context>
<context>
    <name>DevicesPage</name>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Devices as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
    <message>
        <source>Search devices</source>
        <translation>البحث في الأجهزة</translation>
    </message>
    <message>
        <source>Reading the devices…</source>
        <translation>جارٍ قراءة الأجهزة…</translation>
    </message>
    <message>
        <source>They are on this computer and appear in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>Show all devices</source>
        <translation>عرض كل الأجهزة</translation>
    </message>
    <message>
        <source>{n} devices</source>
        <translation>عدد الأجهزة: {n}</translation>
    </message>
    <message>
        <source>No device here holds “{text}”.</source>
        <translation>لا يوجد هنا جهاز يطابق «{text}».</translation>
    </message>
    <message>
        <source>This branch has no device.</source>
        <translation>لا يوجد جهاز في هذا الفرع.</translation>
    </message>
    <message>
        <source>No devices</source>
        <translation>لا توجد أجهزة</translation>
    </message>
    <message>
        <source>RETM tells of no device of this restaurant.</source>
        <translation>لا يوجد جهاز لهذا المطعم في RETM.</translation>
    </message>
    <message>
        <source>No devices on this computer yet</source>
        <translation>لا توجد أجهزة محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>The devices are on their way</source>
        <translation>الأجهزة في الطريق</translation>
    </message>
    <message>
        <source>They have not been read from RETM yet and appear here by themselves.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>Environments</name>
    <message>
        <source>Practice</source>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>RETM staging</source>
        <translation>بيئة RETM التجريبية</translation>
    </message>
</context>
<context>
    <name>EstimateBlock</name>
    <message>
        <source>Subtotal</source>
        <translation>المجموع الفرعي</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Estimate – RETM&apos;s figures replace it</source>
        <translation>تقديري – وتحل محله أرقام RETM</translation>
    </message>
    <message>
        <source>RETM cannot be reached now: the order waits here and goes out by itself.</source>
        <translation>تعذّر الوصول إلى RETM الآن: الطلب ينتظر هنا ويُرسل تلقائيًا.</translation>
    </message>
    <message>
        <source>Send order</source>
        <translation>إرسال الطلب</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Copy the phone number</source>
        <translation>نسخ رقم الجوال</translation>
    </message>
    <message>
        <source>Driver: {name}</source>
        <translation>السائق: {name}</translation>
    </message>
    <message>
        <source>Copy the driver&apos;s phone</source>
        <translation>نسخ جوال السائق</translation>
    </message>
    <message>
        <source>RETM sent no items with this order.</source>
        <translation>لم يرسل RETM أصنافًا مع هذا الطلب.</translation>
    </message>
    <message>
        <source>Item without a name</source>
        <translation>صنف بدون اسم</translation>
    </message>
    <message>
        <source>Modifier without a name</source>
        <translation>إضافة بدون اسم</translation>
    </message>
    <message>
        <source>Our estimate – RETM has not told its total yet</source>
        <translation>تقدير البرنامج – لم يصل إجمالي RETM بعد</translation>
    </message>
    <message>
        <source>Subtotal</source>
        <translation>المجموع الفرعي</translation>
    </message>
    <message>
        <source>Discount</source>
        <translation>الخصم</translation>
    </message>
    <message>
        <source>Charge</source>
        <translation>رسم</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Paid: {name}</source>
        <translation>الدفع: {name}</translation>
    </message>
    <message>
        <source>payment</source>
        <translation>دفعة</translation>
    </message>
    <message>
        <source>No payment told</source>
        <translation>لم تُذكر طريقة الدفع</translation>
    </message>
    <message>
        <source>Invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>This program does not know this status yet; the order keeps its stage. RETM said: {codes}</source>
        <translation>هذه الحالة غير معروفة للبرنامج بعد، ويبقى الطلب في مرحلته. ما ورد من RETM: {codes}</translation>
    </message>
</context>
<context>
    <name>Freshness</name>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>Asking RETM…</source>
        <translation>جارٍ التحديث من RETM…</translation>
    </message>
    <message>
        <source>Not read from RETM yet</source>
        <translation>لم تُقرأ من RETM بعد</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Ask RETM now (F5)</source>
        <translation>تحديث من RETM (F5)</translation>
    </message>
    <message>
        <source>العربية</source>
        <translation>العربية</translation>
    </message>
    <message>
        <source>Light theme</source>
        <translation>المظهر الفاتح</translation>
    </message>
    <message>
        <source>Dark theme</source>
        <translation>المظهر الداكن</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>تدريب</translation>
    </message>
    <message>
        <source>Staging</source>
        <translation>بيئة تجريبية</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>متصل</translation>
    </message>
    <message>
        <source>Reconnecting…</source>
        <translation>جارٍ إعادة الاتصال…</translation>
    </message>
    <message>
        <source>Password store locked</source>
        <translation>مخزن كلمات المرور مقفل</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>تسجيل الدخول مجددًا</translation>
    </message>
    <message>
        <source>{state} · practise again</source>
        <translation>{state} · إعادة التدريب</translation>
    </message>
    <message>
        <source>updated {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>غير متصل</translation>
    </message>
    <message>
        <source>Offline since {time}</source>
        <translation>غير متصل منذ {time}</translation>
    </message>
    <message>
        <source>{n} unsent</source>
        <translation>بانتظار الإرسال: {n}</translation>
    </message>
    <message>
        <source>Connect another restaurant…</source>
        <translation>ربط مطعم آخر…</translation>
    </message>
</context>
<context>
    <name>LineRow</name>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>Change {product}</source>
        <translation>تعديل {product}</translation>
    </message>
    <message>
        <source>Remove {product}</source>
        <translation>حذف {product}</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Menu</source>
        <translation>قائمة الطعام</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>الفروع</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>الأجهزة</translation>
    </message>
    <message>
        <source>Setup</source>
        <translation>الإعدادات</translation>
    </message>
    <message>
        <source>Connect again</source>
        <translation>إعادة الربط</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>نسخ التقرير</translation>
    </message>
    <message>
        <source>Sign-ins are kept in memory only.</source>
        <translation>بيانات الدخول محفوظة في الذاكرة فقط.</translation>
    </message>
    <message>
        <source>The system&apos;s password store does not work, so you will sign in again after a restart.</source>
        <translation>مخزن كلمات المرور في النظام لا يعمل، لذلك ستسجّل الدخول من جديد بعد إعادة التشغيل.</translation>
    </message>
</context>
<context>
    <name>Menu</name>
    <message>
        <source>from {price}</source>
        <translation>من {price}</translation>
    </message>
    <message>
        <source>no extra</source>
        <translation>بدون زيادة</translation>
    </message>
    <message>
        <source>Optional, any number</source>
        <translation>اختياري، أي عدد</translation>
    </message>
    <message>
        <source>Optional, one at most</source>
        <translation>اختياري، 1 كحد أقصى</translation>
    </message>
    <message>
        <source>Optional, choose up to {n}</source>
        <translation>اختياري، {n} كحد أقصى</translation>
    </message>
    <message>
        <source>Required, choose at least {n}</source>
        <translation>إلزامي، اختر {n} على الأقل</translation>
    </message>
    <message>
        <source>Required, choose {n}</source>
        <translation>إلزامي، اختر {n}</translation>
    </message>
    <message>
        <source>Required, choose {least} to {most}</source>
        <translation>إلزامي، اختر من {least} إلى {most}</translation>
    </message>
    <message>
        <source>included in the price</source>
        <translation>مشمولة في السعر</translation>
    </message>
    <message>
        <source>added to the price</source>
        <translation>تُضاف إلى السعر</translation>
    </message>
</context>
<context>
    <name>MenuPage</name>
    <message>
        <source>Menu</source>
        <translation>قائمة الطعام</translation>
    </message>
    <message>
        <source>Menu as of {time}</source>
        <translation>آخر تحديث {time}</translation>
    </message>
    <message>
        <source>Search the menu</source>
        <translation>البحث في قائمة الطعام</translation>
    </message>
    <message>
        <source>Reading the menu…</source>
        <translation>جارٍ قراءة قائمة الطعام…</translation>
    </message>
    <message>
        <source>It is on this computer and appears in a moment.</source>
        <translation>محفوظة على هذا الجهاز وتظهر بعد لحظات.</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>{n} products</source>
        <translation>عدد المنتجات: {n}</translation>
    </message>
    <message>
        <source>No product holds “{text}”, in English or Arabic.</source>
        <translation>لا يوجد منتج يطابق «{text}» بالعربية أو الإنجليزية.</translation>
    </message>
    <message>
        <source>No products here</source>
        <translation>لا توجد منتجات هنا</translation>
    </message>
    <message>
        <source>RETM has no product under this name.</source>
        <translation>لا يوجد منتج تحت هذا الاسم في RETM.</translation>
    </message>
    <message>
        <source>Products unknown</source>
        <translation>منتجات غير معروفة</translation>
    </message>
    <message>
        <source>RETM names this group, but does not list what belongs to it.</source>
        <translation>يذكر RETM هذه المجموعة ولا يسرد ما فيها.</translation>
    </message>
    <message>
        <source>The menu is empty</source>
        <translation>قائمة الطعام فارغة</translation>
    </message>
    <message>
        <source>RETM sent no products. Add them at RETM, then ask again.</source>
        <translation>لم يرسل RETM أي منتجات. أضفها في RETM ثم حدّث من جديد.</translation>
    </message>
    <message>
        <source>No menu on this computer yet</source>
        <translation>لا توجد قائمة طعام محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>The menu is on its way</source>
        <translation>قائمة الطعام في الطريق</translation>
    </message>
    <message>
        <source>It has not been read from RETM yet and appears here by itself.</source>
        <translation>لم تُقرأ من RETM بعد، وستظهر هنا تلقائيًا.</translation>
    </message>
</context>
<context>
    <name>NewOrder</name>
    <message>
        <source>{product}: {what}</source>
        <translation>{product}: {what}</translation>
    </message>
    <message>
        <source>Add at least one product.</source>
        <translation>أضف منتجًا واحدًا على الأقل.</translation>
    </message>
    <message>
        <source>Choose the branch.</source>
        <translation>اختر الفرع.</translation>
    </message>
    <message>
        <source>Enter the customer&apos;s phone number.</source>
        <translation>أدخل رقم جوال العميل.</translation>
    </message>
    <message>
        <source>Choose one of the kinds.</source>
        <translation>اختر أحد الأنواع.</translation>
    </message>
    <message>
        <source>Extras</source>
        <translation>إضافات</translation>
    </message>
    <message>
        <source>Choose at most {n} from {group}.</source>
        <translation>اختر {n} كحد أقصى من {group}.</translation>
    </message>
    <message>
        <source>Choose at least {n} from {group}.</source>
        <translation>اختر {n} على الأقل من {group}.</translation>
    </message>
    <message>
        <source>{rule} · {n} chosen</source>
        <translation>{rule} · المختار: {n}</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>اختياري</translation>
    </message>
    <message>
        <source>Choose at least {n}</source>
        <translation>اختر {n} على الأقل</translation>
    </message>
    <message>
        <source>Optional, up to {n}</source>
        <translation>اختياري، {n} كحد أقصى</translation>
    </message>
    <message>
        <source>Choose {n}</source>
        <translation>اختر {n}</translation>
    </message>
    <message>
        <source>Choose {least} to {most}</source>
        <translation>اختر من {least} إلى {most}</translation>
    </message>
</context>
<context>
    <name>NewOrderPage</name>
    <message>
        <source>New order</source>
        <translation>طلب جديد</translation>
    </message>
    <message>
        <source>Back to the orders</source>
        <translation>العودة إلى الطلبات</translation>
    </message>
    <message>
        <source>Discard this order?</source>
        <translation>تجاهل هذا الطلب؟</translation>
    </message>
    <message>
        <source>It has not been sent. Kept, it is here again when you come back.</source>
        <translation>لم يُرسل بعد. إذا أبقيته ستجده هنا عند عودتك.</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>تجاهل</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>حفظ لوقت لاحق</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>OrderActs</name>
    <message>
        <source>It is too late to take this back.</source>
        <translation>فات وقت التراجع عن هذا.</translation>
    </message>
    <message>
        <source>It was sent to RETM already.</source>
        <translation>سبق إرساله إلى RETM.</translation>
    </message>
</context>
<context>
    <name>OrderAges</name>
    <message>
        <source>Late · {age}</source>
        <translation>متأخر · {age}</translation>
    </message>
    <message>
        <source>Hurry · {age}</source>
        <translation>مستعجل · {age}</translation>
    </message>
</context>
<context>
    <name>OrderColumn</name>
    <message>
        <source>{n} orders</source>
        <translation>عدد الطلبات: {n}</translation>
    </message>
</context>
<context>
    <name>OrderDetail</name>
    <message>
        <source>Copy the order as text</source>
        <translation>نسخ الطلب كنص</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>سجل الطلب</translation>
    </message>
    <message>
        <source>Cancel order</source>
        <translation>إلغاء الطلب</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>بدون رقم بعد</translation>
    </message>
    <message>
        <source>{age} · since {time}</source>
        <translation>{age} · منذ {time}</translation>
    </message>
    <message>
        <source>Waiting for RETM…</source>
        <translation>بانتظار رد RETM…</translation>
    </message>
</context>
<context>
    <name>OrderLines</name>
    <message>
        <source>Item without a name</source>
        <translation>صنف بدون اسم</translation>
    </message>
</context>
<context>
    <name>OrderList</name>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>المكتملة</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>الطلب</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>المرحلة</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>المدة</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>الأصناف</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>النوع</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>Remarks</source>
        <translation>ملاحظات</translation>
    </message>
    <message>
        <source>No number yet</source>
        <translation>بدون رقم بعد</translation>
    </message>
    <message>
        <source>{amount} est.</source>
        <translation>{amount} تقديري</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
</context>
<context>
    <name>OrderMarks</name>
    <message>
        <source>Not sent – retry</source>
        <translation>لم يُرسل – إعادة المحاولة</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>جارٍ التحقق…</translation>
    </message>
    <message>
        <source>Sending…</source>
        <translation>جارٍ الإرسال…</translation>
    </message>
    <message>
        <source>RETM status {code}</source>
        <translation>حالة RETM: {code}</translation>
    </message>
</context>
<context>
    <name>OrderTable</name>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
</context>
<context>
    <name>OrdersPage</name>
    <message>
        <source>New order</source>
        <translation>طلب جديد</translation>
    </message>
    <message>
        <source>No order matches</source>
        <translation>لا يوجد طلب مطابق</translation>
    </message>
    <message>
        <source>Try another word, an order number or a phone number, or look in all branches.</source>
        <translation>جرّب كلمة أخرى أو رقم طلب أو رقم جوال، أو ابحث في كل الفروع.</translation>
    </message>
    <message>
        <source>Show all orders</source>
        <translation>عرض كل الطلبات</translation>
    </message>
    <message>
        <source>Orders</source>
        <translation>الطلبات</translation>
    </message>
    <message>
        <source>Number, phone, name or item</source>
        <translation>رقم، جوال، اسم أو صنف</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Board</source>
        <translation>لوحة</translation>
    </message>
    <message>
        <source>List</source>
        <translation>جدول</translation>
    </message>
    <message>
        <source>All branches</source>
        <translation>كل الفروع</translation>
    </message>
    <message>
        <source>Reading orders from RETM…</source>
        <translation>جارٍ قراءة الطلبات من RETM…</translation>
    </message>
    <message>
        <source>They appear here in a moment.</source>
        <translation>ستظهر هنا بعد لحظات.</translation>
    </message>
    <message>
        <source>No orders on this computer yet</source>
        <translation>لا توجد طلبات محفوظة هنا بعد</translation>
    </message>
    <message>
        <source>RETM cannot be reached right now. Orders appear by themselves once it can.</source>
        <translation>تعذّر الوصول إلى RETM حاليًا. تظهر الطلبات تلقائيًا عند عودة الاتصال.</translation>
    </message>
    <message>
        <source>No orders yet</source>
        <translation>لا توجد طلبات بعد</translation>
    </message>
    <message>
        <source>Orders from RETM appear here by themselves. You can also make one by phone.</source>
        <translation>تظهر طلبات RETM هنا تلقائيًا. ويمكنك أيضًا إنشاء طلب هاتفي.</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>Paste the code</source>
        <translation>لصق الرمز</translation>
    </message>
    <message>
        <source>For when RETM cannot reach this computer: paste the installation code, or the whole answer or address that holds it.</source>
        <translation>إذا تعذّر على RETM الوصول إلى هذا الجهاز: الصق رمز التثبيت، أو الرد أو العنوان الكامل الذي يحتويه.</translation>
    </message>
    <message>
        <source>Code or answer</source>
        <translation>الرمز أو الرد</translation>
    </message>
    <message>
        <source>Only if the code alone is pasted</source>
        <translation>فقط عند لصق الرمز وحده</translation>
    </message>
    <message>
        <source>Business id</source>
        <translation>معرّف المنشأة</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>ربط</translation>
    </message>
    <message>
        <source>Paste the code first.</source>
        <translation>الصق الرمز أولًا.</translation>
    </message>
    <message>
        <source>No installation code can be read in this.</source>
        <translation>لا يوجد رمز تثبيت مقروء في هذا النص.</translation>
    </message>
    <message>
        <source>The business id is needed as well: the part before .retm.sa in the address.</source>
        <translation>معرّف المنشأة مطلوب أيضًا: الجزء الذي يسبق retm.sa في العنوان.</translation>
    </message>
    <message>
        <source>Letters, digits and hyphens only, at most 63.</source>
        <translation>أحرف إنجليزية وأرقام وشرطات فقط، بحد أقصى 63.</translation>
    </message>
</context>
<context>
    <name>PaymentFields</name>
    <message>
        <source>Payment</source>
        <translation>طريقة الدفع</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>غير محدد</translation>
    </message>
    <message>
        <source>For the whole order</source>
        <translation>للطلب كاملًا</translation>
    </message>
    <message>
        <source>Order note</source>
        <translation>ملاحظة الطلب</translation>
    </message>
    <message>
        <source>Charges</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>RETM has no field for charges in a new order: they are written into the note for the till.</source>
        <translation>لا يوجد في RETM حقل للرسوم في الطلب الجديد، لذلك تُكتب في الملاحظة ليراها الكاشير.</translation>
    </message>
</context>
<context>
    <name>PlaceFields</name>
    <message>
        <source>Branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>Choose a branch</source>
        <translation>اختر الفرع</translation>
    </message>
    <message>
        <source>Order type</source>
        <translation>نوع الطلب</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>غير محدد</translation>
    </message>
</context>
<context>
    <name>ProductCard</name>
    <message>
        <source>{n} kcal</source>
        <translation>{n} سعرة</translation>
    </message>
</context>
<context>
    <name>ProductDetail</name>
    <message>
        <source>name and price</source>
        <translation>الاسم والسعر</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>إغلاق (Esc)</translation>
    </message>
    <message>
        <source>Kinds and sizes</source>
        <translation>الأنواع والأحجام</translation>
    </message>
    <message>
        <source>Choice {n}</source>
        <translation>الخيار {n}</translation>
    </message>
    <message>
        <source>Taxes</source>
        <translation>الضرائب</translation>
    </message>
    <message>
        <source>{n} kcal</source>
        <translation>{n} سعرة</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} د</translation>
    </message>
    <message>
        <source>Sold beyond stock</source>
        <translation>يُباع رغم النفاد</translation>
    </message>
    <message>
        <source>{n} in stock</source>
        <translation>المخزون: {n}</translation>
    </message>
    <message>
        <source>RETM lists nothing to choose from</source>
        <translation>لا توجد خيارات في RETM</translation>
    </message>
    <message>
        <source>Tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>id</source>
        <translation>المعرّف</translation>
    </message>
</context>
<context>
    <name>ProductGrid</name>
    <message>
        <source>Products</source>
        <translation>المنتجات</translation>
    </message>
</context>
<context>
    <name>ProductsModel</name>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>from {price}</source>
        <translation>من {price}</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>A moment…</source>
        <translation>لحظة…</translation>
    </message>
    <message>
        <source>Ask RETM for the page where you allow access</source>
        <translation>طلب صفحة السماح بالوصول من RETM</translation>
    </message>
    <message>
        <source>RETM&apos;s answer with the code for this restaurant</source>
        <translation>رد RETM برمز هذا المطعم</translation>
    </message>
    <message>
        <source>Sign in to the restaurant with the code</source>
        <translation>تسجيل الدخول إلى المطعم بالرمز</translation>
    </message>
</context>
<context>
    <name>Reachable</name>
    <message>
        <source>On this computer</source>
        <translation>على هذا الجهاز</translation>
    </message>
    <message>
        <source>local address</source>
        <translation>العنوان المحلي</translation>
    </message>
    <message>
        <source>Public address</source>
        <translation>العنوان العام</translation>
    </message>
    <message>
        <source>public address</source>
        <translation>العنوان العام</translation>
    </message>
    <message>
        <source>Success address</source>
        <translation>عنوان النجاح</translation>
    </message>
    <message>
        <source>success address</source>
        <translation>عنوان النجاح</translation>
    </message>
    <message>
        <source>Webhooks</source>
        <translation>عناوين الإشعارات</translation>
    </message>
    <message>
        <source>webhook addresses, one a line</source>
        <translation>عناوين الإشعارات، كل عنوان في سطر</translation>
    </message>
    <message>
        <source>An address such as https://orders.example.com</source>
        <translation>عنوان مثل https://orders.example.com</translation>
    </message>
    <message>
        <source>When Allow is pressed, RETM&apos;s servers call the success address below, and later the webhook addresses. Both begin with a public address that must lead, over HTTPS, to the local address of this computer: through a tunnel, or a port forward in the router with a certificate in front of it. Enter the public address here and register the others in RETM&apos;s developer portal. Without all this, paste the code by hand; orders still arrive, because the program asks RETM every few seconds.</source>
        <translation>عند الضغط على «سماح» تتصل خوادم RETM بعنوان النجاح أدناه، ثم لاحقًا بعناوين الإشعارات (webhooks). تبدأ كلها بعنوان عام يجب أن يوصل عبر HTTPS إلى العنوان المحلي لهذا الجهاز: عبر نفق، أو بتوجيه منفذ في الراوتر مع شهادة أمامه. أدخل العنوان العام هنا وسجّل بقية العناوين في بوابة مطوّري RETM. ومن دون ذلك كله الصق الرمز يدويًا، وتبقى الطلبات تصل لأن البرنامج يسأل RETM كل بضع ثوانٍ.</translation>
    </message>
</context>
<context>
    <name>Receiving</name>
    <message>
        <source>Receiving orders</source>
        <translation>استقبال الطلبات</translation>
    </message>
    <message>
        <source>RETM tells this program about new orders at once; besides, it asks RETM every few seconds.</source>
        <translation>يُبلغ RETM البرنامج بالطلبات الجديدة فورًا، كما يسأل البرنامج RETM كل بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>Listener</source>
        <translation>خدمة الاستقبال</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>المنفذ</translation>
    </message>
    <message>
        <source>Change it only if another program uses it. Counts from the next start of the program.</source>
        <translation>غيّره فقط إذا كان برنامج آخر يستخدمه. يسري من التشغيل القادم للبرنامج.</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>تعمل</translation>
    </message>
    <message>
        <source>Not listening</source>
        <translation>متوقفة</translation>
    </message>
    <message>
        <source>Nothing has come in since the program was started.</source>
        <translation>لم يصل شيء منذ تشغيل البرنامج.</translation>
    </message>
    <message>
        <source>Last heard from RETM at {time} ({age}).</source>
        <translation>آخر إشعار من RETM في {time} ({age}).</translation>
    </message>
</context>
<context>
    <name>RefusalWindow</name>
    <message>
        <source>Copy</source>
        <translation>نسخ</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>إغلاق</translation>
    </message>
</context>
<context>
    <name>Restaurants</name>
    <message>
        <source>Restaurants</source>
        <translation>المطاعم</translation>
    </message>
    <message>
        <source>One is shown at a time; all keep receiving what RETM sends.</source>
        <translation>يُعرض مطعم واحد في كل مرة، وتستمر كلها في استقبال ما يرسله RETM.</translation>
    </message>
    <message>
        <source>Connect another restaurant</source>
        <translation>ربط مطعم آخر</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>بدء التدريب</translation>
    </message>
    <message>
        <source>No restaurant is connected on this computer.</source>
        <translation>لا يوجد مطعم مرتبط على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Sign in again</source>
        <translation>تسجيل الدخول مجددًا</translation>
    </message>
    <message>
        <source>Connecting…</source>
        <translation>جارٍ الربط…</translation>
    </message>
    <message>
        <source>Shown now</source>
        <translation>معروض الآن</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>مرتبط</translation>
    </message>
    <message>
        <source>{business} · connected since {time}</source>
        <translation>{business} · مرتبط منذ {time}</translation>
    </message>
    <message>
        <source>Sign in</source>
        <translation>تسجيل الدخول</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>عرض</translation>
    </message>
    <message>
        <source>Show {restaurant}</source>
        <translation>عرض {restaurant}</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>إلغاء الربط</translation>
    </message>
    <message>
        <source>Disconnect {restaurant}</source>
        <translation>إلغاء ربط {restaurant}</translation>
    </message>
    <message>
        <source>Forgotten: the sign-in and the secrets of this restaurant on this computer; nothing more is received.
Kept: its orders, menu and customers, for when it is connected again.</source>
        <translation>يُحذف: بيانات الدخول والأسرار الخاصة بهذا المطعم على هذا الجهاز، ولا يُستقبل منه شيء بعد ذلك.
يبقى: طلباته وقائمة طعامه وعملاؤه، إلى أن يُعاد ربطه.</translation>
    </message>
    <message>
        <source>Not sent yet and kept waiting: {n}.</source>
        <translation>لم يُرسل بعد ويبقى بانتظار الإرسال: {n}.</translation>
    </message>
    <message>
        <source>Disconnect {restaurant}?</source>
        <translation>إلغاء ربط {restaurant}؟</translation>
    </message>
    <message>
        <source>Keep it connected</source>
        <translation>إبقاء الربط</translation>
    </message>
    <message>
        <source>The practice restaurant opens…</source>
        <translation>جارٍ فتح المطعم التدريبي…</translation>
    </message>
</context>
<context>
    <name>Safety</name>
    <message>
        <source>Safety</source>
        <translation>الأمان</translation>
    </message>
    <message>
        <source>Secrets are sealed; orders stay on this computer.</source>
        <translation>الأسرار مشفّرة، والطلبات تبقى على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Sign-ins and secrets</source>
        <translation>بيانات الدخول والأسرار</translation>
    </message>
    <message>
        <source>Data folder</source>
        <translation>مجلد البيانات</translation>
    </message>
    <message>
        <source>Orders, menu and settings. Copy the folder to keep a backup.</source>
        <translation>الطلبات وقائمة الطعام والإعدادات. انسخ المجلد للاحتفاظ بنسخة احتياطية.</translation>
    </message>
    <message>
        <source>the folder&apos;s path</source>
        <translation>مسار المجلد</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>جارٍ الفتح…</translation>
    </message>
    <message>
        <source>The system&apos;s password store is being asked.</source>
        <translation>جارٍ سؤال مخزن كلمات المرور في النظام.</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>آمن</translation>
    </message>
    <message>
        <source>In memory only</source>
        <translation>في الذاكرة فقط</translation>
    </message>
    <message>
        <source>Kept in a sealed file; its key is in the system&apos;s password store ({backend}).</source>
        <translation>محفوظة في ملف مشفّر، ومفتاحه في مخزن كلمات المرور في النظام ({backend}).</translation>
    </message>
    <message>
        <source>Kept in a sealed file; its key is in the system&apos;s password store.</source>
        <translation>محفوظة في ملف مشفّر، ومفتاحه في مخزن كلمات المرور في النظام.</translation>
    </message>
    <message>
        <source>The system&apos;s password store is locked or does not answer.</source>
        <translation>مخزن كلمات المرور في النظام مقفل أو لا يستجيب.</translation>
    </message>
    <message>
        <source>This system has no password store.</source>
        <translation>لا يوجد مخزن كلمات مرور في هذا النظام.</translation>
    </message>
    <message>
        <source>The system&apos;s password store does not keep what it is given.</source>
        <translation>مخزن كلمات المرور في النظام لا يحفظ ما يُعطى له.</translation>
    </message>
    <message>
        <source>Nothing is remembered in this run.</source>
        <translation>لا يُحفظ شيء في هذا التشغيل.</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>The next try is in {n} s.</source>
        <translation>المحاولة القادمة بعد {n} ث.</translation>
    </message>
    <message>
        <source>RETM cannot be reached.</source>
        <translation>تعذّر الوصول إلى RETM.</translation>
    </message>
    <message>
        <source>Orders on this computer stay here, and what you do is sent later.</source>
        <translation>الطلبات على هذا الجهاز باقية، وما تنفذه يُرسل لاحقًا.</translation>
    </message>
    <message>
        <source>Check the internet connection; the program keeps trying by itself.</source>
        <translation>تحقق من الاتصال بالإنترنت؛ البرنامج يواصل المحاولة تلقائيًا.</translation>
    </message>
    <message>
        <source>RETM no longer accepts this sign-in.</source>
        <translation>لم يعد RETM يقبل تسجيل الدخول هذا.</translation>
    </message>
    <message>
        <source>Orders and unsent actions are kept.</source>
        <translation>الطلبات والإجراءات غير المرسلة محفوظة.</translation>
    </message>
    <message>
        <source>Connect the restaurant again.</source>
        <translation>أعد ربط المطعم.</translation>
    </message>
    <message>
        <source>RETM refuses the client id or the client secret.</source>
        <translation>رفض RETM معرّف التطبيق أو سرّه.</translation>
    </message>
    <message>
        <source>Nothing was changed at RETM.</source>
        <translation>لم يتغير شيء في RETM.</translation>
    </message>
    <message>
        <source>Check both values in RETM&apos;s developer portal and connect again.</source>
        <translation>تحقق من القيمتين في بوابة مطوّري RETM ثم أعد الربط.</translation>
    </message>
    <message>
        <source>RETM refuses the authorization code: it was used before or is too old.</source>
        <translation>رفض RETM رمز التصريح: سبق استخدامه أو انتهت صلاحيته.</translation>
    </message>
    <message>
        <source>Connect again to get a new code.</source>
        <translation>أعد الربط للحصول على رمز جديد.</translation>
    </message>
    <message>
        <source>RETM does not allow this for your sign-in.</source>
        <translation>لا يسمح RETM بهذا لحسابك.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>لم يتغير شيء.</translation>
    </message>
    <message>
        <source>Ask RETM which rights the application has.</source>
        <translation>اسأل RETM عن صلاحيات التطبيق.</translation>
    </message>
    <message>
        <source>RETM does not know this record.</source>
        <translation>هذا السجل غير موجود في RETM.</translation>
    </message>
    <message>
        <source>Refresh, and look whether it still exists at RETM.</source>
        <translation>حدّث وتأكد أنه ما زال موجودًا في RETM.</translation>
    </message>
    <message>
        <source>RETM asks us to slow down.</source>
        <translation>يطلب RETM تخفيف عدد الطلبات المرسلة.</translation>
    </message>
    <message>
        <source>Nothing is lost; everything waiting is kept.</source>
        <translation>لم يُفقد شيء، وكل ما ينتظر محفوظ.</translation>
    </message>
    <message>
        <source>The program waits and tries again by itself.</source>
        <translation>ينتظر البرنامج ثم يحاول من جديد تلقائيًا.</translation>
    </message>
    <message>
        <source>RETM refused what was entered.</source>
        <translation>رفض RETM البيانات المدخلة.</translation>
    </message>
    <message>
        <source>Correct it and send it again.</source>
        <translation>صحّحها وأعد الإرسال.</translation>
    </message>
    <message>
        <source>RETM has a fault of its own right now.</source>
        <translation>يوجد عطل في RETM حاليًا.</translation>
    </message>
    <message>
        <source>Orders on this computer stay here.</source>
        <translation>الطلبات على هذا الجهاز باقية.</translation>
    </message>
    <message>
        <source>The program tries again by itself.</source>
        <translation>يحاول البرنامج من جديد تلقائيًا.</translation>
    </message>
    <message>
        <source>RETM&apos;s answer could not be read.</source>
        <translation>تعذّرت قراءة رد RETM.</translation>
    </message>
    <message>
        <source>Orders on this computer stay as they were.</source>
        <translation>الطلبات على هذا الجهاز باقية كما هي.</translation>
    </message>
    <message>
        <source>The program asks again by itself; if it stays so, tell support.</source>
        <translation>يسأل البرنامج من جديد تلقائيًا؛ إذا استمر ذلك فأبلغ الدعم الفني.</translation>
    </message>
    <message>
        <source>RETM did not answer, so it is not known whether this happened.</source>
        <translation>لم يرد RETM، لذلك لا يُعرف هل تم الإجراء.</translation>
    </message>
    <message>
        <source>It is not sent twice: the program looks it up first.</source>
        <translation>لن يُرسل مرتين: البرنامج يتحقق منه أولًا.</translation>
    </message>
    <message>
        <source>Wait a moment for the result.</source>
        <translation>انتظر النتيجة لحظات.</translation>
    </message>
    <message>
        <source>Access was not granted.</source>
        <translation>لم يُمنح إذن الوصول.</translation>
    </message>
    <message>
        <source>Nothing was connected.</source>
        <translation>لم يتم الربط.</translation>
    </message>
    <message>
        <source>Start again and press Allow when you are ready.</source>
        <translation>ابدأ من جديد واضغط «سماح» عندما تكون مستعدًا.</translation>
    </message>
    <message>
        <source>The consent was not finished within ten minutes.</source>
        <translation>لم يكتمل الإذن خلال عشر دقائق.</translation>
    </message>
    <message>
        <source>Start again.</source>
        <translation>ابدأ من جديد.</translation>
    </message>
    <message>
        <source>An answer arrived that does not belong to this connection attempt.</source>
        <translation>وصل رد لا يخص محاولة الربط هذه.</translation>
    </message>
    <message>
        <source>It was refused and nothing was stored.</source>
        <translation>تم رفضه ولم يُحفظ شيء.</translation>
    </message>
    <message>
        <source>Start again; if it repeats, tell support.</source>
        <translation>ابدأ من جديد؛ إذا تكرر ذلك فأبلغ الدعم الفني.</translation>
    </message>
    <message>
        <source>Another program uses the port this program listens on.</source>
        <translation>برنامج آخر يستخدم المنفذ الذي يستقبل عليه هذا البرنامج.</translation>
    </message>
    <message>
        <source>Orders still arrive by asking RETM every few seconds.</source>
        <translation>تبقى الطلبات تصل لأن البرنامج يسأل RETM كل بضع ثوانٍ.</translation>
    </message>
    <message>
        <source>Close the other program or choose another port in Setup, then start again.</source>
        <translation>أغلق البرنامج الآخر أو اختر منفذًا آخر في الإعدادات، ثم أعد التشغيل.</translation>
    </message>
    <message>
        <source>The system&apos;s password store does not work.</source>
        <translation>مخزن كلمات المرور في النظام لا يعمل.</translation>
    </message>
    <message>
        <source>Sign-ins are kept in memory only and end with the program.</source>
        <translation>بيانات الدخول في الذاكرة فقط وتنتهي بإغلاق البرنامج.</translation>
    </message>
    <message>
        <source>Unlock the password store and start the program again.</source>
        <translation>افتح قفل مخزن كلمات المرور ثم أعد تشغيل البرنامج.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>القرص ممتلئ.</translation>
    </message>
    <message>
        <source>Nothing that was stored is damaged.</source>
        <translation>لم يتضرر أي شيء محفوظ.</translation>
    </message>
    <message>
        <source>Free some space, then try again.</source>
        <translation>وفّر بعض المساحة ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>The stored data comes from a newer version of this program.</source>
        <translation>البيانات المحفوظة من إصدار أحدث من هذا البرنامج.</translation>
    </message>
    <message>
        <source>It was not touched.</source>
        <translation>لم تُمسّ البيانات.</translation>
    </message>
    <message>
        <source>Install the newer version, or start with another folder.</source>
        <translation>ثبّت الإصدار الأحدث أو شغّل البرنامج بمجلد آخر.</translation>
    </message>
    <message>
        <source>The stored data cannot be read.</source>
        <translation>تعذّرت قراءة البيانات المحفوظة.</translation>
    </message>
    <message>
        <source>RETM still has all orders.</source>
        <translation>جميع الطلبات ما زالت في RETM.</translation>
    </message>
    <message>
        <source>Start with another folder, or ask support to look at the file.</source>
        <translation>شغّل البرنامج بمجلد آخر أو اطلب من الدعم الفني فحص الملف.</translation>
    </message>
    <message>
        <source>The environments file cannot be used.</source>
        <translation>لا يمكن استخدام ملف البيئات.</translation>
    </message>
    <message>
        <source>Correct the file named below and start again.</source>
        <translation>صحّح الملف المذكور أدناه ثم أعد التشغيل.</translation>
    </message>
    <message>
        <source>The practice restaurant did not start.</source>
        <translation>لم يبدأ المطعم التدريبي.</translation>
    </message>
    <message>
        <source>Close other programs and try again.</source>
        <translation>أغلق البرامج الأخرى ثم أعد المحاولة.</translation>
    </message>
    <message>
        <source>Something unexpected happened.</source>
        <translation>حدث خطأ غير متوقع.</translation>
    </message>
    <message>
        <source>Orders on this computer are kept.</source>
        <translation>الطلبات على هذا الجهاز محفوظة.</translation>
    </message>
    <message>
        <source>Try again; if it repeats, send the report to support.</source>
        <translation>أعد المحاولة؛ إذا تكرر ذلك فأرسل التقرير إلى الدعم الفني.</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>Setup</source>
        <translation>الإعدادات</translation>
    </message>
</context>
<context>
    <name>Shelf</name>
    <message>
        <source>Search products</source>
        <translation>البحث في المنتجات</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>لا توجد نتائج</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>مسح البحث</translation>
    </message>
    <message>
        <source>Ask RETM now</source>
        <translation>تحديث من RETM</translation>
    </message>
    <message>
        <source>All</source>
        <translation>الكل</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>أخرى</translation>
    </message>
    <message>
        <source>No product is called “{text}”.</source>
        <translation>لا يوجد منتج باسم «{text}».</translation>
    </message>
    <message>
        <source>The menu is empty</source>
        <translation>قائمة الطعام فارغة</translation>
    </message>
    <message>
        <source>RETM knows no product of this restaurant yet. Add some there.</source>
        <translation>لا توجد منتجات لهذا المطعم في RETM بعد. أضفها هناك.</translation>
    </message>
    <message>
        <source>The menu has not arrived yet</source>
        <translation>لم تصل قائمة الطعام بعد</translation>
    </message>
    <message>
        <source>It comes from RETM by itself as soon as the connection works, usually within a minute.</source>
        <translation>تصل من RETM تلقائيًا عند عمل الاتصال، عادةً خلال دقيقة.</translation>
    </message>
</context>
<context>
    <name>ShelfList</name>
    <message>
        <source>Categories</source>
        <translation>التصنيفات</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>New</source>
        <translation>جديد</translation>
    </message>
    <message>
        <source>Preparing</source>
        <translation>قيد التحضير</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>جاهز</translation>
    </message>
    <message>
        <source>Driver assigned</source>
        <translation>تم تعيين السائق</translation>
    </message>
    <message>
        <source>Out for delivery</source>
        <translation>خرج للتوصيل</translation>
    </message>
    <message>
        <source>Delivered</source>
        <translation>تم التوصيل</translation>
    </message>
    <message>
        <source>Handed over</source>
        <translation>تم التسليم</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ملغي</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>قبول</translation>
    </message>
    <message>
        <source>Mark ready</source>
        <translation>إنهاء التحضير</translation>
    </message>
    <message>
        <source>Send out</source>
        <translation>إرسال للتوصيل</translation>
    </message>
    <message>
        <source>Mark delivered</source>
        <translation>تأكيد التوصيل</translation>
    </message>
    <message>
        <source>Hand over</source>
        <translation>تسليم الطلب</translation>
    </message>
</context>
<context>
    <name>Stepper</name>
    <message>
        <source>Less</source>
        <translation>أقل</translation>
    </message>
    <message>
        <source>More</source>
        <translation>أكثر</translation>
    </message>
</context>
<context>
    <name>Suggestions</name>
    <message>
        <source>Known customers</source>
        <translation>العملاء المعروفون</translation>
    </message>
</context>
<context>
    <name>Ticket</name>
    <message>
        <source>Lines of the order</source>
        <translation>أصناف الطلب</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>تراجع</translation>
    </message>
    <message>
        <source>Choose products to put them on the ticket.</source>
        <translation>اختر المنتجات لإضافتها إلى الطلب.</translation>
    </message>
    <message>
        <source>Product without a name</source>
        <translation>منتج بدون اسم</translation>
    </message>
    <message>
        <source>{product} was removed.</source>
        <translation>تم حذف {product}.</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>RETM&apos;s webhook</source>
        <translation>إشعار RETM</translation>
    </message>
    <message>
        <source>asked RETM</source>
        <translation>استعلام من RETM</translation>
    </message>
    <message>
        <source>compared with RETM</source>
        <translation>مطابقة مع RETM</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>الموظف</translation>
    </message>
    <message>
        <source>sent to RETM</source>
        <translation>إرسال إلى RETM</translation>
    </message>
    <message>
        <source>Order arrived</source>
        <translation>وصل الطلب</translation>
    </message>
    <message>
        <source>Now: {stage}</source>
        <translation>الآن: {stage}</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>ملغي</translation>
    </message>
    <message>
        <source>Refunded</source>
        <translation>تم رد المبلغ</translation>
    </message>
    <message>
        <source>RETM told more: {fields}</source>
        <translation>تحديث من RETM: {fields}</translation>
    </message>
    <message>
        <source>Came late and changed nothing: {stage}</source>
        <translation>وصل متأخرًا ولم يغيّر شيئًا: {stage}</translation>
    </message>
    <message>
        <source>Asked for: {act}</source>
        <translation>المطلوب: {act}</translation>
    </message>
    <message>
        <source>RETM did it: {act}</source>
        <translation>نفّذه RETM: {act}</translation>
    </message>
    <message>
        <source>Not done: {act}. {why}</source>
        <translation>لم يُنفّذ: {act}. {why}</translation>
    </message>
    <message>
        <source>No answer: {act}</source>
        <translation>بدون رد: {act}</translation>
    </message>
    <message>
        <source>Given up: {act}</source>
        <translation>أُوقفت المحاولة: {act}</translation>
    </message>
    <message>
        <source>Taken back: {act}</source>
        <translation>تم التراجع عنه: {act}</translation>
    </message>
    <message>
        <source>RETM said: {words}</source>
        <translation>ورد من RETM: {words}</translation>
    </message>
    <message>
        <source>make the order</source>
        <translation>إنشاء الطلب</translation>
    </message>
    <message>
        <source>cancel the order</source>
        <translation>إلغاء الطلب</translation>
    </message>
    <message>
        <source>id</source>
        <translation>المعرّف</translation>
    </message>
    <message>
        <source>number</source>
        <translation>الرقم</translation>
    </message>
    <message>
        <source>invoice</source>
        <translation>الفاتورة</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>المرجع</translation>
    </message>
    <message>
        <source>branch</source>
        <translation>الفرع</translation>
    </message>
    <message>
        <source>device</source>
        <translation>الجهاز</translation>
    </message>
    <message>
        <source>order type</source>
        <translation>نوع الطلب</translation>
    </message>
    <message>
        <source>time</source>
        <translation>الوقت</translation>
    </message>
    <message>
        <source>items</source>
        <translation>الأصناف</translation>
    </message>
    <message>
        <source>note</source>
        <translation>الملاحظة</translation>
    </message>
    <message>
        <source>driver</source>
        <translation>السائق</translation>
    </message>
    <message>
        <source>driver&apos;s phone</source>
        <translation>جوال السائق</translation>
    </message>
    <message>
        <source>subtotal</source>
        <translation>المجموع الفرعي</translation>
    </message>
    <message>
        <source>tax</source>
        <translation>الضريبة</translation>
    </message>
    <message>
        <source>total</source>
        <translation>الإجمالي</translation>
    </message>
    <message>
        <source>discount</source>
        <translation>الخصم</translation>
    </message>
    <message>
        <source>taxes</source>
        <translation>الضرائب</translation>
    </message>
    <message>
        <source>payments</source>
        <translation>المدفوعات</translation>
    </message>
    <message>
        <source>charges</source>
        <translation>الرسوم</translation>
    </message>
    <message>
        <source>customer</source>
        <translation>العميل</translation>
    </message>
    <message>
        <source>, </source>
        <translation>، </translation>
    </message>
    <message>
        <source>{words} – {source}</source>
        <translation>{words} – {source}</translation>
    </message>
</context>
<context>
    <name>WelcomePage</name>
    <message>
        <source>Your restaurant&apos;s orders in one window</source>
        <translation>طلبات مطعمك في نافذة واحدة</translation>
    </message>
    <message>
        <source>See them arrive, accept them, move them on and hand them over; in every branch, in Arabic or English.</source>
        <translation>شاهد الطلبات تصل، واقبلها وتابعها حتى تسليمها، في كل فرع وبالعربية أو الإنجليزية.</translation>
    </message>
    <message>
        <source>Try everything with a made-up restaurant whose orders arrive by themselves. Nothing in it is real.</source>
        <translation>جرّب كل شيء مع مطعم وهمي تصل طلباته تلقائيًا. لا شيء فيه حقيقي.</translation>
    </message>
    <message>
        <source>Practise</source>
        <translation>بدء التدريب</translation>
    </message>
    <message>
        <source>Connect my restaurant</source>
        <translation>ربط مطعمي</translation>
    </message>
    <message>
        <source>Sign in to RETM and allow access once. Have the client id and the client secret at hand.</source>
        <translation>سجّل الدخول إلى RETM واسمح بالوصول مرة واحدة. جهّز معرّف التطبيق وسرّه.</translation>
    </message>
    <message>
        <source>You can do the other later, in Setup.</source>
        <translation>يمكنك القيام بالآخر لاحقًا من الإعدادات.</translation>
    </message>
    <message>
        <source>The practice restaurant opens its doors…</source>
        <translation>المطعم التدريبي يفتح أبوابه…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>إعادة المحاولة</translation>
    </message>
</context>
<context>
    <name>WherePanel</name>
    <message>
        <source>Connect a restaurant</source>
        <translation>ربط مطعم</translation>
    </message>
    <message>
        <source>RETM gives every program a client id and a client secret; they are kept sealed on this computer.</source>
        <translation>يمنح RETM كل برنامج معرّفًا وسرًا، ويُحفظان مشفّرين على هذا الجهاز.</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>البيئة</translation>
    </message>
    <message>
        <source>What must be reachable</source>
        <translation>العناوين التي يجب إتاحتها</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>معرّف التطبيق (client id)</translation>
    </message>
    <message>
        <source>Show the secret</source>
        <translation>إظهار السر</translation>
    </message>
    <message>
        <source>Paste the secret</source>
        <translation>لصق السر</translation>
    </message>
    <message>
        <source>Client secret</source>
        <translation>سر التطبيق (client secret)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>إلغاء</translation>
    </message>
    <message>
        <source>Continue to RETM</source>
        <translation>المتابعة إلى RETM</translation>
    </message>
    <message>
        <source>Hide the secret</source>
        <translation>إخفاء السر</translation>
    </message>
    <message>
        <source>Enter the client id from RETM&apos;s developer portal.</source>
        <translation>أدخل معرّف التطبيق من بوابة مطوّري RETM.</translation>
    </message>
    <message>
        <source>Enter the client secret that belongs to it.</source>
        <translation>أدخل سر التطبيق الخاص به.</translation>
    </message>
</context>
<context>
    <name>_Fact</name>
    <message>
        <source>not told by RETM</source>
        <translation>غير متوفر في RETM</translation>
    </message>
</context>
<context>
    <name>_GroupChoice</name>
    <message>
        <source>Extras</source>
        <translation>إضافات</translation>
    </message>
</context>
<context>
    <name>_ShelvesModel</name>
    <message>
        <source>{name}, {n} products</source>
        <translation>{name}، عدد المنتجات: {n}</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>المجموعات</translation>
    </message>
    <message>
        <source>All products</source>
        <translation>كل المنتجات</translation>
    </message>
    <message>
        <source>Without a category</source>
        <translation>بدون تصنيف</translation>
    </message>
</context>
</TS>
