using Sim.Kernel;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>Tickets by vCPU with their prefix sums: a change and finding the owner of a ticket cost O(log n).</summary>
/// <remarks>P. M. Fenwick, "A new data structure for cumulative frequency tables", Software: Practice and Experience 24(3), 1994.</remarks>
public sealed class TicketTree
{
    private readonly long[] _sums; // [i], from 1: of the tickets i - lowbit(i) + 1 to i
    private readonly long[] _tickets;
    private readonly int _top; // the largest power of two up to the length

    /// <summary>No tickets for ids 0 to <paramref name="ids"/> - 1.</summary>
    public TicketTree(int ids)
    {
        (_sums, _tickets) = (new long[ids + 1], new long[ids]);
        for (_top = 1; 2 * _top <= ids;)
        {
            _top *= 2;
        }
    }

    /// <summary>All tickets.</summary>
    public long Total { get; private set; }

    /// <summary>The tickets of an id.</summary>
    public long Of(int id) => _tickets[id];

    /// <summary>Gives an id so many tickets instead of those it has.</summary>
    public void Set(int id, long tickets)
    {
        Check.That(tickets >= 0);
        long more = tickets - _tickets[id];
        _tickets[id] = tickets;
        Total += more;
        for (int at = id + 1; at < _sums.Length; at += at & -at)
        {
            _sums[at] += more;
        }
    }

    /// <summary>Whose ticket it is, where ids hold theirs in order.</summary>
    /// <param name="ticket">0 to <see cref="Total"/> - 1.</param>
    public int OwnerOf(long ticket)
    {
        Check.That(ticket >= 0 && ticket < Total);
        int at = 0;
        for (int step = _top; step > 0; step /= 2)
        {
            if (at + step < _sums.Length && _sums[at + step] <= ticket)
            {
                at += step;
                ticket -= _sums[at];
            }
        }

        return at;
    }
}
