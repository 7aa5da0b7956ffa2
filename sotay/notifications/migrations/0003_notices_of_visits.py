"""A leader noted a visit: those who record for the cell are told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notifications", "0002_notices_of_change")]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("called", "Có giấy mời sinh hoạt chi bộ"),
                    ("cell_called", "Một chi bộ đã triệu tập sinh hoạt"),
                    ("changed", "Lịch sinh hoạt chi bộ đã đổi, đồng chí xem lại"),
                    ("postponed", "Buổi sinh hoạt chi bộ đã hoãn"),
                    ("not_held", "Buổi sinh hoạt chi bộ không tổ chức"),
                    ("cell_changed", "Một chi bộ đã đổi hoặc hoãn lịch sinh hoạt"),
                    ("leave_asked", "Có đồng chí xin vắng, chờ trả lời"),
                    ("leave_decided", "Đơn xin vắng đã được trả lời"),
                    ("reminded", "Cấp ủy cấp trên nhắc việc sinh hoạt tháng"),
                    ("oriented", "Có định hướng sinh hoạt tháng của cấp trên"),
                    ("visit_noted", "Cấp ủy viên phụ trách đã ghi lượt dự, nhận xét"),
                    ("sealed", "Biên bản buổi sinh hoạt đã chốt"),
                ],
                max_length=13,
            ),
        )
    ]
