using System;
using Sim.Kernel;

namespace Sim.Hosts.Cpu.Scheduling;

/// <summary>vCPUs in line, linked by id: adding, removing and walking on cost the same however many there are.</summary>
public sealed class VcpuQueue
{
    private const int Out = -2;

    private int[] _after = [];
    private int[] _before = [];

    /// <summary>The first in line, or -1.</summary>
    public int First { get; private set; } = -1;

    /// <summary>The last in line, or -1.</summary>
    public int Last { get; private set; } = -1;

    /// <summary>How many are in line.</summary>
    public int Count { get; private set; }

    /// <summary>Empties it and makes room for vCPUs 0 to <paramref name="vcpus"/> - 1.</summary>
    public void Reset(int vcpus)
    {
        (_after, _before) = (new int[vcpus], new int[vcpus]);
        Array.Fill(_after, Out);
        (First, Last, Count) = (-1, -1, 0);
    }

    /// <summary>Whether the vCPU is in line.</summary>
    public bool Has(int vcpu) => _after[vcpu] != Out;

    /// <summary>The one behind, or -1.</summary>
    public int After(int vcpu) => _after[vcpu];

    /// <summary>The one in front, or -1.</summary>
    public int Before(int vcpu) => _before[vcpu];

    /// <summary>Puts a vCPU at the end.</summary>
    public void Add(int vcpu) => Insert(vcpu, Last);

    /// <summary>Puts a vCPU in front of all.</summary>
    public void AddFirst(int vcpu) => Insert(vcpu, -1);

    /// <summary>Puts a vCPU right behind another; behind -1 is in front of all.</summary>
    public void Insert(int vcpu, int behind)
    {
        Check.That(_after[vcpu] == Out); // a vCPU is in line once
        int next = behind < 0 ? First : _after[behind];
        (_before[vcpu], _after[vcpu]) = (behind, next);
        if (behind < 0)
        {
            First = vcpu;
        }
        else
        {
            _after[behind] = vcpu;
        }

        if (next < 0)
        {
            Last = vcpu;
        }
        else
        {
            _before[next] = vcpu;
        }

        Count++;
    }

    /// <summary>Takes a vCPU out, wherever it is.</summary>
    public void Remove(int vcpu)
    {
        Check.That(_after[vcpu] != Out); // only who is in line can leave it
        (int before, int after) = (_before[vcpu], _after[vcpu]);
        if (before < 0)
        {
            First = after;
        }
        else
        {
            _after[before] = after;
        }

        if (after < 0)
        {
            Last = before;
        }
        else
        {
            _before[after] = before;
        }

        _after[vcpu] = Out;
        Count--;
    }
}
