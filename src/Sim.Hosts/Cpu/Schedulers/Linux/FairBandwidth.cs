using System;
using Sim.Hosts.Cpu.Machine;

namespace Sim.Hosts.Cpu.Schedulers.Linux;

/// <summary>CFS bandwidth control: a pool of quota for each limited VM, of which its part of each run queue borrows slices.</summary>
/// <remarks>
/// Source: kernel/sched/fair.c, Documentation/scheduler/sched-bwc.rst; models.md A6. What a queue overruns until the tick that
/// sees it is paid from the next period; borrowed time does not expire; a queue that goes idle gives back all but 1 ms, which
/// others get 5 ms later unless the refill comes anyway. The period of a VM begins when it first runs.
/// </remarks>
internal sealed class FairBandwidth
{
    public const int PeriodTimer = 1;
    public const int SlackTimer = 2;

    private const long LeastQuota = 1_000_000; // min_cfs_quota_period
    private const long KeptWhenIdle = 1_000_000; // min_cfs_rq_runtime
    private const long SlackDelay = 5_000_000; // cfs_bandwidth_slack_period
    private const long NearRefill = 2_000_000; // min_bandwidth_expiration

    private readonly CpuHost _host;
    private readonly Action<int, int> _unthrottle; // VM, pCPU
    private readonly int _pcpus;
    private readonly long _period;
    private readonly long _slice;
    private readonly long _burst;
    private readonly long[] _quota; // by VM; 0: no limit
    private readonly long[] _pool; // by VM
    private readonly long[] _refillAt; // by VM; -1: not begun
    private readonly bool[] _slackPending; // by VM
    private readonly int[] _throttledQueues; // by VM
    private readonly int[] _base; // by VM: its first bucket; -1: no limit
    private readonly long[] _left; // by bucket
    private readonly int[] _queued; // by bucket
    private readonly bool[] _throttled; // by bucket

    public FairBandwidth(CpuHost host, FairBandwidthOptions options, Action<int, int> unthrottle)
    {
        (_host, _unthrottle, _pcpus) = (host, unthrottle, host.Pcpus);
        (_period, _slice, _burst) = (options.Period.Nanoseconds, options.Slice.Nanoseconds, options.Burst.Nanoseconds);
        int vms = host.Vms.Count;
        (_quota, _pool, _refillAt, _base) = (new long[vms], new long[vms], new long[vms], new int[vms]);
        (_slackPending, _throttledQueues) = (new bool[vms], new int[vms]);
        Array.Fill(_base, -1);
        Array.Fill(_refillAt, -1);
        int buckets = 0;
        for (int vm = 0; vm < vms; vm++)
        {
            if (host.Vms[vm].IsLimited)
            {
                _quota[vm] = Math.Max(LeastQuota, (long)Math.Round(host.Vms[vm].Limit * _period));
                _pool[vm] = _quota[vm];
                _base[vm] = buckets;
                buckets += _pcpus;
            }
        }

        (_left, _queued, _throttled) = (new long[buckets], new int[buckets], new bool[buckets]);
    }

    public bool Limits(int vm) => _base[vm] >= 0;

    public bool IsThrottled(int vm, int pcpu) => _base[vm] >= 0 && _throttled[_base[vm] + pcpu];

    /// <summary>Time that the VM may run on the pCPU before it must borrow again.</summary>
    public long Left(int vm, int pcpu) => _left[_base[vm] + pcpu];

    /// <summary>Takes what a limited VM has run on a pCPU; false where nothing more can be borrowed.</summary>
    public bool Charge(int vm, int pcpu, long time)
    {
        int bucket = _base[vm] + pcpu;
        _left[bucket] -= time;
        return _left[bucket] > 0 || Borrow(vm, bucket);
    }

    /// <summary>Whether a limited VM may run on a pCPU now; if not, its part of that queue is throttled.</summary>
    public bool MayRun(int vm, int pcpu)
    {
        int bucket = _base[vm] + pcpu;
        if (_throttled[bucket])
        {
            return false;
        }

        if (_left[bucket] > 0 || Borrow(vm, bucket))
        {
            return true;
        }

        _throttled[bucket] = true;
        _throttledQueues[vm]++;
        return false;
    }

    public void Joined(int vm, int pcpu)
    {
        if (_base[vm] >= 0)
        {
            _queued[_base[vm] + pcpu]++;
        }
    }

    public void Departed(int vm, int pcpu)
    {
        if (_base[vm] < 0)
        {
            return;
        }

        int bucket = _base[vm] + pcpu;
        if (--_queued[bucket] == 0 && _left[bucket] > KeptWhenIdle)
        {
            _pool[vm] += _left[bucket] - KeptWhenIdle;
            _left[bucket] = KeptWhenIdle;
            if (_throttledQueues[vm] > 0 && _pool[vm] > _slice && !_slackPending[vm] && _refillAt[vm] - _host.Now > SlackDelay + NearRefill)
            {
                _slackPending[vm] = true;
                _host.SetTimer(_host.Now + SlackDelay, SlackTimer, vm);
            }
        }
    }

    public void Refill(int vm)
    {
        _pool[vm] = Math.Min(_pool[vm] + _quota[vm], _quota[vm] + _burst);
        _refillAt[vm] = _host.Now + _period;
        _host.SetTimer(_refillAt[vm], PeriodTimer, vm);
        Distribute(vm);
    }

    public void Slack(int vm)
    {
        _slackPending[vm] = false;
        if (_refillAt[vm] - _host.Now > NearRefill && _pool[vm] > _slice)
        {
            Distribute(vm);
        }
    }

    private bool Borrow(int vm, int bucket)
    {
        if (_refillAt[vm] < 0)
        {
            _refillAt[vm] = _host.Now + _period;
            _host.SetTimer(_refillAt[vm], PeriodTimer, vm);
        }

        long amount = Math.Min(_pool[vm], _slice - _left[bucket]);
        _pool[vm] -= amount;
        _left[bucket] += amount;
        return _left[bucket] > 0;
    }

    // Brings each throttled queue just above zero as long as the pool lasts.
    private void Distribute(int vm)
    {
        for (int pcpu = 0; pcpu < _pcpus && _throttledQueues[vm] > 0 && _pool[vm] > 0; pcpu++)
        {
            int bucket = _base[vm] + pcpu;
            if (!_throttled[bucket])
            {
                continue;
            }

            long amount = Math.Min(_pool[vm], 1 - _left[bucket]);
            _pool[vm] -= amount;
            _left[bucket] += amount;
            if (_left[bucket] > 0)
            {
                _throttled[bucket] = false;
                _throttledQueues[vm]--;
                _unthrottle(vm, pcpu);
            }
        }
    }
}
