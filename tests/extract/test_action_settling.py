"""Dates and meetings of actions beside their document."""


def actions_of(readings):
    return [action for reading in readings for action in reading.actions]


def test_the_date_of_an_anniversary_is_not_when_a_plan_is_carried_out(read_text):
    text = (
        "Plan of joint actions\n\n5 May 2019\n\nThe parties will develop joint actions on these axes:\n\n"
        "- Support for meetings on the founding of the republic on 1 October 1949.\n"
        "- Protests against the bases on 4 July 2019.\n"
    )
    dates = {action.joint_axis: action.date_edtf for action in actions_of(read_text(text)) if action.joint_axis}
    assert dates[1] is None
    assert dates[2] == "2019-07-04"


def test_a_reported_action_keeps_its_day(read_text):
    text = "News of the day\n\n5 May 2019\n\nOn 12 March 1947 the government banned the Communist Party of Greece.\n"
    assert [action.date_edtf for action in actions_of(read_text(text))] == ["1947-03-12"]


def test_an_action_on_a_meeting_belongs_to_it(read_text):
    text = "News of the parties\n\n5 May 2020\n\nThe Working Group decided to postpone the 22nd IMCWP until 2021.\n"
    (reading,) = read_text(text)
    meeting_ids = {action.meeting_local_id for action in reading.actions}
    assert "imcwp-22" in meeting_ids
