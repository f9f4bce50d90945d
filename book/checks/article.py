"""The article's claims, each computed from the tables: one function a claim (its number stands above it).

A check measures something in the tables and gives the verdict that follows by its rule. What is measured is never typed in; the
thresholds that belong to a rule, the years and ranks that the article names, and the ids of the rows it speaks of are.
"""

import re

import pandas as pd

from bilateral import words
from bilateral.measures import episodes, sanctions, status, visits
from bilateral.measures.claims import Result, computed, row, used
from bilateral.tables import Tables, involves

# What the article is about.
REPORT, TRIP = "2025-06-17-reuters-kellogg-plan", "2025-06-21-kellogg-minsk"  # an event, a visit
EARLIER_TRIP, EARLIER_VISITOR = "2025-02-12-smith-minsk", "Christopher W. Smith"
LEADER = "Lukashenko"
POST, THEIR_POST = "minsk", "washington"
VOTE_2006, VOTE_2010, VOTE_2020 = "2006-03-19-presidential-election", "2010-12-19-presidential-election", "2020-08-09-presidential-election"
REFERENDUM = "1996-11-24-referendum-1996"
LAST_AMBASSADOR = "minsk-2006-10-24-stewart"

# Rungs of the ladder by name, tiers of visitors as the table numbers them.
AMBASSADOR, OPEN, SUSPENDED, RECOGNIZED = "ambassador", "chargé d'affaires", "operations suspended", "no resident mission"
HEAD_OF_STATE, SENIOR, EXECUTIVE = 5, 2, 1
YEAR = pd.Timedelta(days=365)


def day(t: Tables, event_id: str) -> pd.Timestamp:
    return row(t.events, event_id)["date"]


def trip(t: Tables) -> pd.Series:
    return row(t.visits, TRIP)


def our_visits(t: Tables) -> pd.DataFrame:
    return visits.between(t.visits, "us", "by")


def did(events: pd.DataFrame, actor: str, target: str, *categories: str) -> pd.DataFrame:
    """The acts of ``actor`` (alone or with others) aimed at ``target``, of these categories."""
    return events[involves(events["actor"], actor) & involves(events["target"], target) & events["category"].isin(categories)]


def within(rows: pd.DataFrame, after: pd.Timestamp, until: pd.Timestamp, column: str = "date") -> pd.DataFrame:
    """Rows dated after the one day and up to the other."""
    return rows[(rows[column] > after) & (rows[column] <= until)]


def joint_military(t: Tables) -> pd.DataFrame:
    return t.events[(t.events["actor"] == "by+ru") & (t.events["category"] == "military")]


# --- the title and the lead


# c00
@computed
def opening_since_the_visit(t: Tables) -> Result:
    found = episodes.thaws(t.events, t.through)
    around = found[(found["start"] <= trip(t)["date"]) & (found["end"] > trip(t)["date"])]
    rule = (
        "Came true if the visit lies in an opening by this book's rule and steps closer followed it in that opening, "
        "open if none followed, did not come true if it lies in none."
    )
    if around.empty:
        return Result(0, "steps closer in an opening", rule, "did-not-come-true", used(visits=trip(t)))
    toned = episodes.toned(t.events)
    after = toned[(toned["tone"] > 0) & (toned["date"] > trip(t)["date"]) & (toned["date"] < around.iloc[0]["end"])]
    rows = used(visits=trip(t), events=pd.concat([row(t.events, around.iloc[0]["begun_by"]).to_frame().T, after]))
    return Result(len(after), "steps closer after the visit", rule, "came-true" if len(after) else "open", rows)


# c01
@computed
def most_senior_in_years(t: Tables) -> Result:
    several = 3
    last = visits.last_before(our_visits(t), trip(t)["tier"], trip(t)["date"])
    waited = trip(t)["date"] - last["date"]
    rule = f"Supported if the last American of at least the same tier had come {several} or more years before, else contradicted."
    verdict = "supported" if waited >= several * YEAR else "contradicted"
    return Result(waited.days, "days", rule, verdict, used(visits=pd.DataFrame([last, trip(t)])))


# c02
@computed
def thaw_followed(t: Tables) -> Result:
    steps = 2
    of_trips = t.prisoner_releases["tied_to"].str.contains("us") & t.prisoner_releases["given_form"].str.contains("visit")
    freed = t.prisoner_releases[of_trips & (t.prisoner_releases["date"] >= trip(t)["date"])]
    answered = freed["given_form"].str.contains("license|delisting").sum()
    rule = (
        f"Came true if {steps} or more releases at U.S. envoys' visits came with a license or delisting, "
        "did not come true if none was, open in between."
    )
    verdict = "came-true" if answered >= steps else "open" if answered else "did-not-come-true"
    return Result(int(freed["number"].sum()), "people freed at envoys' visits", rule, verdict, used(prisoner_releases=freed))


# c04
@computed
def interest_renewed(t: Tables) -> Result:
    gap, window = 3, 3
    senior = our_visits(t)[our_visits(t)["tier"] >= SENIOR]
    last = senior[senior["date"] < trip(t)["date"]].iloc[-1]
    earlier = within(senior, last["date"] - window * YEAR, last["date"])
    renewed = trip(t)["date"] - last["date"] >= gap * YEAR and len(earlier) > 1
    rule = (
        f"With a qualification if senior visits stopped for {gap} or more years after several in the {window} before that, and then resumed: "
        "visits show interest, not its aim; else not supported."
    )
    return Result(
        len(earlier),
        f"visits by senior officials in the {window} years before they stopped",
        rule,
        "qualified" if renewed else "not-supported",
        used(visits=earlier),
    )


# c06
@computed
def relief_given(t: Tables) -> Result:
    several = 3
    off = t.listed[t.listed["end"] > trip(t)["date"]]
    licenses = t.instruments[(t.instruments["kind"] == "general_license") & (t.instruments["start"] > trip(t)["date"])]
    days = {*off["end"], *licenses["start"]}
    rule = (
        f"Came true if on {several} or more days after the visit Washington licensed dealings or took names off its list, and did both; "
        "open if it did less, did not come true if it did neither."
    )
    verdict = "did-not-come-true" if not days else "came-true" if len(days) >= several and len(off) and len(licenses) else "open"
    return Result(
        len(days), "dates with a Treasury license or a removal from its list", rule, verdict, used(listed=off, instruments=licenses, visits=trip(t))
    )


# --- the visit


# c08
@computed
def they_met(t: Tables) -> Result:
    rule = f"Supported if the visitor met {LEADER} on a day after the report of the plan, not supported if he did not."
    waited = (trip(t)["date"] - day(t, REPORT)).days
    verdict = "supported" if LEADER in trip(t)["met"] and waited > 0 else "not-supported"
    return Result(waited, "days from report to meeting", rule, verdict, used(visits=trip(t), events=row(t.events, REPORT)))


# c10
@computed
def first_of_his_rank(t: Tables) -> Result:
    claimed = 5
    met = our_visits(t)[our_visits(t)["met"].str.contains(LEADER)]
    last = visits.last_before(met, trip(t)["tier"], trip(t)["date"])
    waited = trip(t)["date"] - last["date"]
    rule = f"Supported if nobody of at least the visitor's tier had met {LEADER} for {claimed} years, else contradicted."
    verdict = "supported" if waited > claimed * YEAR else "contradicted"
    return Result(waited.days, "days since the last of his tier or higher", rule, verdict, used(visits=pd.DataFrame([last, trip(t)])))


# c14
@computed
def talks_named_as_aim(t: Tables) -> Result:
    report = row(t.events, REPORT)
    rule = "Supported if the report names peace talks as the aim and is of high confidence, with a qualification if of lower, else not supported."
    named = "peace talks" in report["detail"]
    verdict = "not-supported" if not named else "supported" if report["confidence"] == "high" else "qualified"
    return Result(
        "peace talks named" if named else "no aim named", f"in the report of {words.day(report['date'])}", rule, verdict, used(events=report)
    )


# c16
@computed
def quieter_trip_before(t: Tables) -> Result:
    office = "Deputy Assistant Secretary of State"
    came = our_visits(t)[(our_visits(t)["person"] == EARLIER_VISITOR) & (our_visits(t)["date"] < trip(t)["date"])]
    came = came[came["date"].dt.year == trip(t)["date"].year]
    rule = "Supported if he came earlier in the same year in the office named, imprecise if in another office, contradicted if he did not come."
    if came.empty:
        return Result(0, "earlier trips", rule, "contradicted", ())
    verdict = "supported" if came.iloc[0]["office"] == office else "imprecise"
    return Result((trip(t)["date"] - came.iloc[0]["date"]).days, "days before the visit", rule, verdict, used(visits=came))


def freed_on_earlier_trip(t: Tables) -> pd.DataFrame:
    episode = row(t.events, row(t.visits, EARLIER_TRIP)["event"])["episode"]
    return t.prisoner_releases[t.prisoner_releases["episode"] == episode]


# c17
@computed
def freed_with_the_trip(t: Tables) -> Result:
    freed = freed_on_earlier_trip(t)
    rule = "Supported if people were freed in the same episode as the trip, else contradicted."
    verdict = "supported" if len(freed) else "contradicted"
    return Result(int(freed["number"].sum()), "people freed", rule, verdict, used(prisoner_releases=freed, visits=row(t.visits, EARLIER_TRIP)))


# c18
@computed
def swap_of_prisoners(t: Tables) -> Result:
    freed = freed_on_earlier_trip(t)
    episode = t.events[t.events["episode"].isin(freed["episode"])]
    ours = episode[(episode["category"] == "prisoners") & involves(episode["actor"], "us")]
    given = freed[freed["given_form"].str.contains("license|delisting|other")]
    rule = (
        "Supported if Washington too freed prisoners in the episode, imprecise if it did not and people were freed all the same, "
        "contradicted if nobody was freed."
    )
    verdict = "supported" if len(ours) else "imprecise" if len(freed) else "contradicted"
    returned = f"{words.number(len(ours) + len(given))} acts" if len(ours) + len(given) else "no prisoner and no relief"
    return Result(returned, "given in return", rule, verdict, used(prisoner_releases=freed, events=episode))


# c19
@computed
def hint_of_less_repression(t: Tables) -> Result:
    told = row(t.events, "2025-02-13-grand-bargain-idea")
    rule = "Supported if the report of the hint is of high confidence, with a qualification if of lower."
    verdict = "supported" if told["confidence"] == "high" else "qualified"
    return Result(f"{told['confidence']} confidence", f"in the report of {words.day(told['date'])}", rule, verdict, used(events=told))


# --- the history


def first_on_rung(t: Tables, post: str, name: str, claimed: int) -> Result:
    """The first day on which a post stood on a rung or higher, against the year that the article names."""
    reached = status.intervals(t.representation, post, t.through)[lambda rows: rows["rung"] >= status.rung(t, name)].iloc[0]
    rule = (
        f"Supported if the post first stood on that rung in {claimed}, with a qualification if in another year by sources that disagree "
        "(confidence below high), else contradicted."
    )
    right = reached["start_earliest"].year == reached["start_latest"].year == claimed
    verdict = "supported" if right else "contradicted" if reached["confidence"] == "high" else "qualified"
    return Result(words.known(reached["start_known"]), "date", rule, verdict, used(representation=reached))


# c23
@computed
def recognized_in_1991(t: Tables) -> Result:
    return first_on_rung(t, POST, RECOGNIZED, 1991)


# c24
@computed
def embassy_in_minsk_in_1992(t: Tables) -> Result:
    return first_on_rung(t, POST, OPEN, 1992)


# c25
@computed
def embassy_in_washington_in_1993(t: Tables) -> Result:
    return first_on_rung(t, THEIR_POST, OPEN, 1993)


# c26
@computed
def president_came_in_1994(t: Tables) -> Result:
    claimed = 1994
    came = our_visits(t).query("tier == @HEAD_OF_STATE and person == 'Bill Clinton'")
    rule = f"Supported if the president came in {claimed}, imprecise if in another year, contradicted if never."
    if came.empty:
        return Result("none", "visits", rule, "contradicted", ())
    verdict = "supported" if came.iloc[0]["date"].year == claimed else "imprecise"
    return Result(words.known(came.iloc[0]["date_known"]), "date", rule, verdict, used(visits=came))


# c27
@computed
def high_water_mark(t: Tables) -> Result:
    claimed = 1994
    ours = our_visits(t)
    highest = ours[ours["tier"] == ours["tier"].max()]
    by_rank = set(highest["date"].dt.year) == {claimed}
    by_tone = episodes.toned(t.events).groupby("year")["tone"].sum().idxmax() == claimed
    rule = f"Supported if {claimed} alone has the highest visitor and also the best yearly tone, with a qualification if only one, else contradicted."
    verdict = ("contradicted", "qualified", "supported")[by_rank + bool(by_tone)]
    return Result(len(highest), "visits of that rank since 1991", rule, verdict, used(visits=highest))


# c29
@computed
def tone_turned(t: Tables) -> Result:
    peak, soon = day(t, "1994-01-15-clinton-in-minsk").year, 3
    toned = episodes.toned(t.events)
    yearly = toned.groupby("year")["tone"].sum()
    below = [int(year) for year in yearly.index if year > peak and yearly[year] < 0]
    rule = f"Supported if the yearly tone fell below zero within {soon} years of the visit, imprecise if later, contradicted if never."
    if not below:
        return Result("never", "below zero", rule, "contradicted", ())
    verdict = "supported" if below[0] - peak <= soon else "imprecise"
    return Result(below[0] - peak, "years until the yearly tone was below zero", rule, verdict, used(events=toned[toned["year"] == below[0]]))


# c30
@computed
def powers_gathered(t: Tables) -> Result:
    elected = day(t, "1994-07-10-lukashenko-elected")
    votes = within(t.events[t.events["category"] == "election"], elected, elected + 3 * YEAR)
    votes = votes[votes["summary"].str.contains("referendum")]
    widened = votes["summary"].str.contains("powers")
    rule = (
        "Supported if a referendum within three years of his election widened his powers, "
        "with a qualification if there were only others, else not supported."
    )
    verdict = "not-supported" if votes.empty else "supported" if widened.any() else "qualified"
    return Result(len(votes), "referendums within three years", rule, verdict, used(events=votes))


# c31
@computed
def vote_or_what_followed(t: Tables) -> Result:
    vote = row(t.events, REFERENDUM)
    later = t.events[(t.events["episode"] == vote["episode"]) & (t.events["date"] > vote["date"])]
    ended = later[later["detail"].str.contains("dissolve")]
    rule = (
        "Supported if the vote's own row says that it ended parliament, with a qualification if only a later row of the episode does, "
        "contradicted if none does."
    )
    verdict = "supported" if "parliament" in vote["summary"] else "qualified" if len(ended) else "contradicted"
    waited = int((ended["date"].min() - vote["date"]).days) if len(ended) else 0
    return Result(waited, "days from the vote to the report of parliament's end", rule, verdict, used(events=pd.concat([vote.to_frame().T, ended])))


# c32
@computed
def washington_objected(t: Tables) -> Result:
    sharp, week = 2, pd.Timedelta(days=7)
    vote = day(t, REFERENDUM)
    said = within(did(t.events, "us", "by", "statement"), vote, vote + week)
    rule = f"Supported if Washington spoke against it {sharp} or more times within a week, with a qualification if once, else not supported."
    verdict = "supported" if len(said) >= sharp else "qualified" if len(said) else "not-supported"
    return Result(len(said), "statements within a week", rule, verdict, used(events=said))


def sanctions_after(t: Tables, vote_id: str) -> Result:
    vote, soon = row(t.events, vote_id), YEAR
    measures = did(t.events, "us", "by", "sanctions")
    first = sanctions.first_after(vote.to_frame().T, within(measures, vote["date"], vote["date"] + soon)).iloc[0]
    rule = "Supported if a U.S. sanctions measure followed within a year of the vote, else contradicted."
    if not first["measure"]:
        return Result(0, "measures", rule, "contradicted", used(events=vote))
    rows = used(events=pd.DataFrame([vote, row(t.events, first["measure"])]))
    return Result(int(first["days"]), "days from vote to first measure", rule, "supported", rows)


# c33
@computed
def sanctions_after_2006(t: Tables) -> Result:
    return sanctions_after(t, VOTE_2006)


# c34
@computed
def sanctions_after_2010(t: Tables) -> Result:
    return sanctions_after(t, VOTE_2010)


def condemned(t: Tables, vote_id: str) -> Result:
    widely, season = 3, pd.Timedelta(days=90)
    vote = day(t, vote_id)
    acts = within(t.events[(t.events["target"] == "by") & t.events["category"].isin(["statement", "sanctions"])], vote, vote + season)
    actors = {actor for cell in acts["actor"] for actor in cell.split("+")} - {"by"}
    rule = (
        f"Supported if {widely} or more of the tables' actors spoke or acted against Minsk within {season.days} days of the vote, "
        "with a qualification if fewer, not supported if none."
    )
    verdict = "supported" if len(actors) >= widely else "qualified" if actors else "not-supported"
    named = words.series(sorted(t.actors.set_index("id")["name"][list(actors)])) or "nobody in the tables"
    return Result(named, f"spoke or acted against it within {season.days} days", rule, verdict, used(events=acts))


# c35
@computed
def condemned_in_2006(t: Tables) -> Result:
    return condemned(t, VOTE_2006)


# c36
@computed
def condemned_in_2010(t: Tables) -> Result:
    return condemned(t, VOTE_2010)


# c37
@computed
def ambassador_expelled(t: Tables) -> Result:
    left = row(t.heads_of_mission, LAST_AMBASSADOR)
    present, cap = row(t.staffing, "2008-04-30-minsk-diplomats-present"), row(t.staffing, "2008-04-23-minsk-staff-cap")
    rule = "Supported if the record of the ambassador ends with an expulsion, imprecise if with a recall under threat of one, else contradicted."
    reason = left["end_reason"]
    verdict = "supported" if reason.startswith("expelled") else "imprecise" if "threat" in reason else "contradicted"
    rows = used(heads_of_mission=left, staffing=pd.DataFrame([present, cap]))
    return Result(int(present["value"] - cap["value"]), "people at the embassy above the limit set by Minsk", rule, verdict, rows)


# c38
@computed
def frozen_for_a_decade(t: Tables) -> Result:
    claimed = 10
    left, announced = row(t.heads_of_mission, LAST_AMBASSADOR), row(t.events, "2019-09-17-ambassadors-to-return")
    days = (announced["date"] - left["end"]).days
    came = within(our_visits(t)[our_visits(t)["tier"] >= SENIOR], left["end"], announced["date"] - pd.Timedelta(days=1))
    licenses = within(t.instruments[t.instruments["kind"] == "general_license"], left["end"], announced["date"], "start")
    rule = (
        f"Supported if no ambassador, senior visitor or license came for {claimed} years, with a qualification if only the ambassador stayed "
        "away, contradicted if not even that."
    )
    long = days > claimed * YEAR.days
    verdict = "contradicted" if not long else "qualified" if len(came) + len(licenses) else "supported"
    rows = used(heads_of_mission=left, events=announced, visits=came, instruments=licenses)
    return Result(days, "days from departure to announced return", rule, verdict, rows)


def relief_of_2015(t: Tables) -> pd.DataFrame:
    """License 2 and its renewals; GL 2H is left out, which only wound dealings down."""
    return t.instruments[t.instruments["number"].str.fullmatch(r"GL 2[A-G]?")]


# c39
@computed
def thaw_of_2019(t: Tables) -> Result:
    claimed = 2019
    licenses = relief_of_2015(t)
    begun, ended = licenses["start"].min(), licenses["end"].max()
    rule = f"Supported if the relief in force in {claimed} began that year, with a qualification if earlier, contradicted if none was in force."
    verdict = "contradicted" if not begun.year <= claimed <= ended.year else "supported" if begun.year == claimed else "qualified"
    return Result((ended - begun).days, "days of relief", rule, verdict, used(instruments=licenses))


# c40
@computed
def ambassadors_announced(t: Tables) -> Result:
    claimed = 2019
    both = t.events[(t.events["actor"] == "us+by") & (t.events["category"] == "representation")]
    said = both[(both["date"].dt.year == claimed) & both["summary"].str.contains("ambassadors")]
    rule = f"Supported if the tables have a joint announcement on ambassadors in {claimed}, else contradicted."
    if said.empty:
        return Result("none", "announcements", rule, "contradicted", ())
    return Result(words.known(said.iloc[0]["date_known"]), "date", rule, "supported", used(events=said))


# c41
@computed
def vote_and_crackdown_of_2020(t: Tables) -> Result:
    vote, month = day(t, VOTE_2020), pd.Timedelta(days=30)
    put_down = t.events[(t.events["category"] == "repression") & t.events["date"].between(vote, vote + month)]
    disputed = within(did(t.events, "us", "by", "statement"), vote, vote + 2 * month)
    first = within(t.designations[t.designations["kind"] == "designation"], vote, vote + YEAR)
    rule = (
        "Supported if force against protest within 30 days and a U.S. statement on the vote within 60 both stand in the tables, "
        "with a qualification if one, else contradicted."
    )
    verdict = ("contradicted", "qualified", "supported")[(len(put_down) > 0) + (len(disputed) > 0)]
    days = int((first["date"].min() - vote).days) if len(first) else 0
    return Result(
        days, "days from vote to first names listed", rule, verdict, used(events=pd.concat([put_down, disputed]), designations=first.head(1))
    )


# c42
@computed
def gains_undone(t: Tables) -> Result:
    at_once = pd.Timedelta(days=90)
    vote = day(t, VOTE_2020)
    licenses, named = relief_of_2015(t), t.heads_of_mission[t.heads_of_mission["rank"] == "ambassador_designate"]
    ends = [licenses["end"].max(), *named["end"]]
    rule = (
        f"Supported if license and ambassadors-designate were gone within {at_once.days} days of the vote, with a qualification if later, "
        "contradicted if one still stands."
    )
    rows = used(instruments=licenses.tail(1), heads_of_mission=named)
    if any(pd.isna(end) for end in ends):
        return Result((t.through - vote).days, "days, and not all undone", rule, "contradicted", rows)
    undone = max(ends) - vote
    return Result(undone.days, "days until the last gain was gone", rule, "supported" if undone <= at_once else "qualified", rows)


# c43
@computed
def embassy_suspended_in_2022(t: Tables) -> Result:
    claimed = 2022
    closed = status.intervals(t.representation, POST, t.through)[lambda rows: rows["rung"] == status.rung(t, SUSPENDED)]
    rule = f"Supported if operations were suspended from a day in {claimed}, imprecise if from another year, contradicted if never."
    if closed.empty:
        return Result(0, "days", rule, "contradicted", ())
    began = closed.iloc[0]["start"]
    days = (trip(t)["date"] - began).days
    rows = used(representation=closed, visits=trip(t))
    return Result(days, "days suspended by the visit", rule, "supported" if began.year == claimed else "imprecise", rows)


# c44
@computed
def after_the_invasion(t: Tables) -> Result:
    month = 30
    invasion = row(t.events, "2022-02-24-invasion-launched-partly-from-belarus")
    closed = row(t.events, "2022-02-28-embassy-minsk-operations-suspended")
    days = (closed["date"] - invasion["date"]).days
    rule = f"Supported if operations were suspended within {month} days after the invasion, with a qualification if later, contradicted if before."
    verdict = "contradicted" if days < 0 else "supported" if days <= month else "qualified"
    return Result(days, "days from invasion to suspension", rule, verdict, used(events=pd.DataFrame([invasion, closed])))


# --- the calculations


# c46
@computed
def acts_with_russia(t: Tables) -> Result:
    years, several = 5, 2
    joint = t.events[(t.events["actor"] == "by+ru") & t.events["category"].isin(["agreement", "military"])]
    recent = within(joint, trip(t)["date"] - years * YEAR, trip(t)["date"])
    rule = (
        f"Supported if {several} or more joint treaties or military acts with Russia stand in the tables for the {years} years before the article, "
        "with a qualification if one, else contradicted."
    )
    verdict = "supported" if len(recent) >= several else "qualified" if len(recent) else "contradicted"
    return Result(len(recent), "treaties and military acts together with Russia in the five years before", rule, verdict, used(events=recent))


# c49
@computed
def votes_against_russia(t: Tables) -> Result:
    tally = re.compile(r"(?:count was|passed) (\d+)")
    texts = ["2022-03-02-un-es-11-1-belarus-no", "2023-02-23-un-es-11-6-belarus-no", "2025-02-24-unga-same-side", "2026-02-24-unga-us-abstains"]
    rows = pd.DataFrame([row(t.events, text) for text in texts])
    tallies = rows["detail"].str.extract(tally)[0].astype(int)
    before = list(tallies[rows["date"] < trip(t)["date"]])
    rule = (
        "Of the UN texts on the war of March 2022 and near three anniversaries: supported if each before the visit had more votes than the one "
        "before, not supported if the last had no more than the first, else with a qualification."
    )
    verdict = "not-supported" if before[-1] <= before[0] else "supported" if before == sorted(set(before)) else "qualified"
    told = words.series(f"{votes} in {date.year}" for votes, date in zip(tallies, rows["date"], strict=True))
    return Result(told, "votes for texts on the war", rule, verdict, used(events=rows))


# c51
@computed
def nearer_neutrality(t: Tables) -> Result:
    since = within(joint_military(t), trip(t)["date"], t.through)
    rule = (
        "Open as long as joint military acts with Russia stand in the tables after the visit, for then the condition is not met; "
        "with a qualification if none does, for no table has the balance."
    )
    return Result(
        len(since),
        "joint military acts with Russia since the visit",
        rule,
        "open" if len(since) else "qualified",
        used(events=since, visits=trip(t)),
    )


# --- the outlook


def silence(t: Tables, actor: str, target: str) -> Result:
    """Statements between the report and the visit, the report itself aside."""
    said = did(t.events, actor, target, "statement")
    said = said[(said["date"] >= day(t, REPORT)) & (said["date"] < trip(t)["date"]) & (said["id"] != REPORT)]
    rule = "Supported if the tables have no statement of theirs between the report and the visit, contradicted if there is one."
    rows = used(events=pd.concat([row(t.events, REPORT).to_frame().T, said]), visits=trip(t))
    return Result(len(said), "statements before the visit", rule, "contradicted" if len(said) else "supported", rows)


# c56
@computed
def washington_silent(t: Tables) -> Result:
    return silence(t, "us", "by")


# c57
@computed
def minsk_silent(t: Tables) -> Result:
    return silence(t, "by", "us")


# c60
@computed
def lasting_change(t: Tables) -> Result:
    reached = {post: status.rung_on(t.representation, post, t.through, t.through) for post in (POST, THEIR_POST)}
    ambassadors = [post for post, rung in reached.items() if rung == status.rung(t, AMBASSADOR)]
    orders = t.instruments[t.instruments["kind"] == "executive_order"]
    revoked = orders[(orders["end"] > trip(t)["date"]) & (orders["end"] <= t.through)]
    signs = [bool(ambassadors), reached[POST] > status.rung(t, SUSPENDED), len(revoked) > 0]
    breaks = within(episodes.toned(t.events).query("tone <= @episodes.BREAK"), trip(t)["date"], t.through)
    rule = (
        f"Came true if one of {words.number(len(signs))} signs is there (an ambassador at post, the embassy in Minsk at work, a U.S. sanctions "
        "order revoked), did not come true if none is and a break has ended the opening, open in between."
    )
    verdict = "came-true" if any(signs) else "did-not-come-true" if len(breaks) else "open"
    rows = used(visits=trip(t), events=breaks, representation=status.held_since(t, trip(t)["date"]), instruments=orders)
    there = words.number(sum(signs)) if any(signs) else "none"
    return Result(there, f"of {words.number(len(signs))} signs of lasting change", rule, verdict, rows)
