using StreamOps.Operations.Acts;
using StreamOps.Operations.Attempts;
using StreamOps.Operations.Fleet;
using StreamOps.Operations.GameLift;
using StreamOps.Operations.Links;
using StreamOps.Testing;

namespace StreamOps.Operations.Tests.Rescue;

/// <summary>
/// Two sessions, three pages and two operators as plain lists, moved on by the product's own decisions. It notes who made each offer and who got
/// each answer, which the decisions do not see, and so can tell when they were wrong.
/// </summary>
internal sealed class RescueModel
{
    private static readonly DateTimeOffset Start = new(2026, 5, 4, 14, 0, 0, TimeSpan.Zero);
    private static readonly StreamSessionArn[] Sessions = [A.Arn("s1"), A.Arn("s2")];
    private static readonly string[] Pages = ["page-a", "page-b", "page-c"];
    private static readonly string[] Operators = ["Mara", "Tom"];

    private readonly LiveStreamSession[] _fleet = [.. Sessions.Select(session => Waiting(session, epoch: 1, Start))];
    private readonly List<RescueLink> _links = [];
    private readonly List<RescueAttempt> _attempts = [];
    private readonly List<bool> _isOfferSent = [];
    private readonly Dictionary<Guid, string> _sentBy = [];
    private DateTimeOffset _now = Start;

    /// <summary>What went wrong; empty while nothing did.</summary>
    public string Wrong { get; private set; } = "";

    /// <summary>How many answers were handed out: a model in which nothing happens proves nothing.</summary>
    public int Handed { get; private set; }

    /// <summary>How many attempts ended connected.</summary>
    public int Connected => _attempts.Count(attempt => attempt.State == RescueState.Connected);

    /// <summary>One step, chosen by a number.</summary>
    public void Step(uint choice)
    {
        _now += TimeSpan.FromSeconds(choice % 7);
        var (act, a, b, c) = (choice / 7 % 12, (int)(choice / 84 % 3), (int)(choice / 252 % 8), (int)(choice / 2016 % 8));
        switch (act)
        {
            case 0:
                MakeLink(a % 2, Operators[b % 2], mayReplace: c < 4);
                break;
            case 1 or 2 when LinkAt(b) is { } link:
                Change(link, RescueLinkRules.Spend(link, LifeOf(link), Pages[a], "", _now));
                Change(LinkAt(b)!, RescueLinkRules.NoteSecond(LinkAt(b)!, LifeOf(link), Pages[a], "", number: 100_000 + a, _now));
                break;
            case 3 when LinkAt(b) is { } link:
                Change(link, c < 6 ? RescueLinkRules.Allow(link, _now) : RescueLinkRules.Revoke(link, Operators[a % 2], _now));
                break;
            case 4 or 5 when LinkAt(b) is { } link:
                OfferByLink(link, c < 4 ? link.PageHash ?? Pages[a] : Pages[a], c);
                break;
            case 6:
                Send(Sessions[a % 2], Offer(c), Operators[b % 2], Operators[b % 2], OfferOrigin.Paste);
                break;
            case 7 or 8:
                Move(a % 2, RescueTrigger.CallStarts);
                Move(
                    a % 2,
                    b switch
                    {
                        0 => RescueTrigger.NoAnswer,
                        1 => RescueTrigger.CallPostponed,
                        2 => RescueTrigger.CallRejected,
                        _ => RescueTrigger.AnswerArrived,
                    }
                );
                break;
            case 9:
                ReadAll();
                break;
            case 10:
                Connect(a % 2, isConnected: c < 6);
                break;
            default:
                Move(a % 2, c < 4 ? RescueTrigger.GivenUp : RescueTrigger.AnswerTaken);
                break;
        }
    }

    /// <summary>Everybody asks for every answer, by whatever they hold.</summary>
    private void ReadAll()
    {
        foreach (var link in _links)
        {
            foreach (var page in Pages)
            {
                Read(page, link);
            }
        }

        foreach (var by in Operators)
        {
            ReadByHand(by);
        }
    }

    private void OfferByLink(RescueLink link, string page, int offer)
    {
        if (RescueLinkRules.MayOffer(link, LifeOf(link), page))
        {
            Send(link.Session, Offer(offer), page, link.Operator, link.Origin with { PageHash = page });
        }
    }

    private void MakeLink(int session, string by, bool mayReplace)
    {
        var standing = _links.FindLastIndex(link => link.Session == Sessions[session]);
        if (_fleet[session].Window is not { } window)
        {
            return;
        }

        if (standing >= 0 && LifeOf(_links[standing]).IsOpen())
        {
            if (!mayReplace)
            {
                return;
            }

            _links[standing] = RescueLinkRules.Revoke(_links[standing], by, _now);
        }

        _links.Add(
            new RescueLink
            {
                Id = Guid.NewGuid(),
                Session = Sessions[session],
                WindowEpoch = window.Epoch,
                Operator = by,
                MadeAt = _now,
            }
        );
        Check(
            _links.Count(link => link.Session == Sessions[session] && LifeOf(link) == LinkLife.Live) <= 1,
            "two live links of one rescue"
        );
    }

    /// <summary>A new offer, or one that was made before: copied, forwarded, sent twice.</summary>
    private int Offer(int choice)
    {
        if (choice < 2 && _isOfferSent.Count > 0)
        {
            return (choice + _attempts.Count) % _isOfferSent.Count;
        }

        _isOfferSent.Add(false);
        return _isOfferSent.Count - 1;
    }

    private void Send(StreamSessionArn session, int offer, string sender, string by, OfferOrigin origin)
    {
        var live = Live(session);
        if (live.Window is not { FrozenAt: null } window || (origin.Epoch is { } epoch && epoch != window.Epoch) || _isOfferSent[offer])
        {
            return;
        }

        var next = new RescueAttempt
        {
            Id = Guid.NewGuid(),
            Session = session,
            WindowEpoch = window.Epoch,
            Number = 1,
            ClientToken = "",
            Operator = by,
            State = RescueState.Requested,
            RequestedAt = _now,
            Deadline = _now,
            Source = origin.Source,
            LinkId = origin.LinkId,
            PageHash = origin.PageHash,
        };
        if (origin.LinkId is { } linkId && !RescueLinkRules.MaySend(_links.Find(link => link.Id == linkId), next))
        {
            return;
        }

        foreach (var index in OpenOf(session))
        {
            if (
                !AnswerRules.MayReplace(_attempts[index], next, _now, _now)
                || RescueTransitions.Apply(_attempts[index].State, RescueTrigger.Replaced).Next is not { } replaced
            )
            {
                return;
            }

            _attempts[index] = Entered(_attempts[index], replaced);
        }

        _isOfferSent[offer] = true;
        _sentBy[next.Id] = sender;
        _attempts.Add(next);
        Check(OpenOf(session).Count() == 1, "two open attempts of one window");
    }

    private void Move(int session, RescueTrigger trigger)
    {
        foreach (var index in OpenOf(Sessions[session]).ToList())
        {
            if (RescueTransitions.Apply(_attempts[index].State, trigger).Next is { } next)
            {
                _attempts[index] = Entered(_attempts[index], next);
            }
        }
    }

    /// <summary>The page reads the answer to its newest offer, by whichever link it holds.</summary>
    private void Read(string page, RescueLink link)
    {
        if (RescueLinkRules.WhyNotIn(link, LifeOf(link), page) is not null)
        {
            return;
        }

        var own = _attempts.FindLast(attempt => attempt.Session == link.Session && attempt.PageHash == page);
        if (own is not null && own.LinkId == link.Id && AnswerRules.MayHandOver(own, page))
        {
            Handed++;
            Check(own.Session == link.Session, "an answer of another session");
            Check(_sentBy[own.Id] == page, "an answer to another page's offer");
            Check(link.PageHash == page, "an answer to a browser that did not spend the link");
            Check(link.RevokedAt is null, "an answer by a revoked link");
        }
    }

    private void ReadByHand(string by)
    {
        foreach (var attempt in _attempts.Where(attempt => AnswerRules.MayHandOverTo(attempt, new Person(by))))
        {
            Check(attempt.PageHash is null && attempt.LinkId is null, "an operator got the answer to a page's offer");
            Check(_sentBy[attempt.Id] == by, "an operator got a colleague's answer");
        }
    }

    /// <summary>The client connects, or the connected one is lost again: a new episode.</summary>
    private void Connect(int session, bool isConnected)
    {
        var live = _fleet[session];
        if (live.Window is null)
        {
            _fleet[session] = Waiting(live.Arn, live.Session.LastUpdatedAt!.Value.Second + 1, _now);
            return;
        }

        var isAnswered = OpenOf(live.Arn).Any(index => _attempts[index].AnsweredAt is not null);
        if (!isConnected || !isAnswered)
        {
            return;
        }

        // Every attempt is told, as if each still had its follower.
        for (var index = 0; index < _attempts.Count; index++)
        {
            if (
                _attempts[index].Session == live.Arn
                && RescueTransitions.Apply(_attempts[index].State, RescueTrigger.ClientConnected).Next is { } next
            )
            {
                _attempts[index] = Entered(_attempts[index], next);
            }
        }

        var epoch = live.Window.Epoch;
        var winners = _attempts.Count(attempt =>
            attempt.Session == live.Arn && attempt.WindowEpoch == epoch && attempt.State == RescueState.Connected
        );
        Check(winners <= 1, "two attempts of one window both succeeded");
        _fleet[session] = live with
        {
            Session = live.Session with { Status = StreamSessionStatus.Connected, LastUpdatedAt = Start.AddSeconds(epoch) },
            Window = null,
        };
    }

    private RescueAttempt Entered(RescueAttempt attempt, RescueState state) =>
        attempt with
        {
            State = state,
            AnsweredAt = state == RescueState.Answered ? _now : attempt.AnsweredAt,
            EndedAt = state.IsEnd() ? _now : null,
        };

    private IEnumerable<int> OpenOf(StreamSessionArn session) =>
        Enumerable.Range(0, _attempts.Count).Where(index => _attempts[index].Session == session && _attempts[index].IsOpen);

    private RescueLink? LinkAt(int choice) => _links.Count == 0 ? null : _links[^(1 + (choice % Math.Min(_links.Count, 3)))];

    private void Change(RescueLink link, RescueLink after) => _links[_links.FindIndex(candidate => candidate.Id == link.Id)] = after;

    private LinkLife LifeOf(RescueLink link) => RescueLinkRules.LifeOf(link, Live(link.Session), _now);

    private LiveStreamSession Live(StreamSessionArn session) => _fleet[session == Sessions[0] ? 0 : 1];

    private void Check(bool isRight, string wrong) => Wrong = isRight || Wrong.Length > 0 ? Wrong : wrong;

    private static LiveStreamSession Waiting(StreamSessionArn arn, long epoch, DateTimeOffset began) =>
        new()
        {
            Session = A.StreamSession(arn.Id).In(StreamSessionStatus.PendingClientReconnection),
            StatusSinceEarliest = began,
            StatusSinceLatest = began,
            Window = new ReconnectionWindow
            {
                Kind = WindowKind.Reach,
                Epoch = epoch,
                EnteredEarliest = began,
                EnteredExpected = began,
                EnteredLatest = began,
                ConnectionTimeout = TimeSpan.FromSeconds(120),
            },
        };
}
