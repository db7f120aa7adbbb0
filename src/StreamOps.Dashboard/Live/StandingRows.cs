using StreamOps.Dashboard.Parts;

namespace StreamOps.Dashboard.Live;

/// <summary>The rows that stand in one table, by session: what changed in one of them is told to that one, and the table around it is left as it is.</summary>
/// <typeparam name="TRow">A row's component.</typeparam>
public sealed class StandingRows<TRow>
    where TRow : FacedComponent
{
    private readonly Dictionary<StreamSessionArn, TRow> _rows = [];

    /// <summary>A row stands from now on.</summary>
    public void Enter(StreamSessionArn session, TRow row) => _rows[session] = row;

    /// <summary>A row is gone. One that has taken its place stays.</summary>
    public void Leave(StreamSessionArn session, TRow row)
    {
        if (ReferenceEquals(_rows.GetValueOrDefault(session), row))
        {
            _rows.Remove(session);
        }
    }

    /// <summary>Tells a row what changed in it. One that does not stand yet hears it with the drawing that brings it.</summary>
    /// <param name="session">Whose row.</param>
    /// <param name="parameters">By name; what is left out stays as it was.</param>
    public void Tell(StreamSessionArn session, IDictionary<string, object?> parameters) =>
        _rows.GetValueOrDefault(session)?.Take(ParameterView.FromDictionary(parameters));
}
