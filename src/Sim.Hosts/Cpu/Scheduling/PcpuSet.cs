using System;
using System.Numerics;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>A set of pCPUs, one bit each; allocates nothing once made.</summary>
/// <param name="pcpus">pCPUs 0 to <paramref name="pcpus"/> - 1 can be in it.</param>
internal sealed class PcpuSet(int pcpus)
{
    private readonly ulong[] _bits = new ulong[(pcpus + 63) / 64];

    /// <summary>Whether nobody is in it.</summary>
    public bool IsEmpty => _bits.AsSpan().IndexOfAnyExcept(0UL) < 0;

    /// <summary>Whether a pCPU is in it.</summary>
    public bool Has(int pcpu) => (_bits[pcpu >> 6] >> (pcpu & 63) & 1) != 0;

    /// <summary>Puts one in.</summary>
    public void Add(int pcpu) => _bits[pcpu >> 6] |= 1UL << (pcpu & 63);

    /// <summary>Takes one out.</summary>
    public void Remove(int pcpu) => _bits[pcpu >> 6] &= ~(1UL << (pcpu & 63));

    /// <summary>Takes all out.</summary>
    public void Clear() => Array.Clear(_bits);

    /// <summary>Takes those of a range out.</summary>
    public void RemoveRange(int first, int count)
    {
        for (int pcpu = first; pcpu < first + count; pcpu++)
        {
            Remove(pcpu);
        }
    }

    /// <summary>How many of a range are in it.</summary>
    public int CountIn(int first, int count)
    {
        int found = 0;
        for (int pcpu = first; pcpu < first + count; pcpu++)
        {
            found += Has(pcpu) ? 1 : 0;
        }

        return found;
    }

    /// <summary>The first in it from a given one on; -1: none.</summary>
    public int Next(int from)
    {
        int word = from >> 6;
        if (word >= _bits.Length)
        {
            return -1;
        }

        ulong bits = _bits[word] & (ulong.MaxValue << (from & 63));
        while (bits == 0)
        {
            if (++word == _bits.Length)
            {
                return -1;
            }

            bits = _bits[word];
        }

        return (word << 6) + BitOperations.TrailingZeroCount(bits);
    }

    /// <summary>The next in it after a given one, going round; -1: none.</summary>
    public int Cycle(int after)
    {
        int next = Next(after + 1);
        return next >= 0 ? next : Next(0);
    }
}
