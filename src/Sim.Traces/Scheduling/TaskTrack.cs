using System;
using System.Collections.Generic;
using Sim.Kernel.Quantities;

namespace Sim.Traces.Scheduling;

/// <summary>Follows one task through a trace.</summary>
/// <param name="tid">Its thread id.</param>
internal sealed class TaskTrack(int tid)
{
    private readonly List<TaskCycle> _cycles = [];
    private byte[] _comm = [];
    private int? _priority;
    private TaskPhase _phase;
    private long _sinceNs;
    private long _wakingNs = -1;
    private long _runNs;
    private bool _whole;
    private long _wokenNs;
    private long _beginNs;
    private long _runningNs;
    private long _readyNs;
    private long _unseenWakeups;

    /// <summary>Takes its name and priority.</summary>
    public void Name(ReadOnlySpan<byte> comm, int? priority)
    {
        _priority = priority ?? _priority;
        if (!comm.SequenceEqual(_comm))
        {
            _comm = comm.ToArray();
        }
    }

    /// <summary>It gets a CPU.</summary>
    public void Start(long timeNs)
    {
        if (_phase == TaskPhase.Sleeping)
        {
            // The beginning of a wake-up is better than the run that it led to.
            bool begun = _wakingNs >= _sinceNs;
            _unseenWakeups += begun ? 0 : 1;
            Wake(begun ? _wakingNs : timeNs);
        }

        _readyNs += _phase == TaskPhase.Ready ? timeNs - _sinceNs : 0;
        _whole &= _phase == TaskPhase.Ready;
        (_phase, _sinceNs) = (TaskPhase.Running, timeNs);
    }

    /// <summary>It leaves a CPU. Where the trace has not shown it on one, its run is not whole.</summary>
    public void Stop(long timeNs, LeavingState state)
    {
        if (_phase == TaskPhase.Running)
        {
            _runNs += timeNs - _sinceNs;
            _runningNs += timeNs - _sinceNs;
        }
        else
        {
            _whole = false;
        }

        _sinceNs = timeNs;
        _phase = state switch
        {
            LeavingState.Preempted => TaskPhase.Ready,
            LeavingState.Blocked => TaskPhase.Sleeping,
            _ => TaskPhase.Exited,
        };
    }

    /// <summary>Events of it are missing: what it did is not known until it next blocks.</summary>
    public void Lose() => (_phase, _whole) = (TaskPhase.Unknown, false);

    /// <summary>It is woken. A task that is not asleep stays what it is.</summary>
    public void Wake(long timeNs)
    {
        _wakingNs = -1;
        if (_phase is TaskPhase.Running or TaskPhase.Ready)
        {
            return;
        }

        if (_phase == TaskPhase.Sleeping && _whole)
        {
            _beginNs = _cycles.Count == 0 ? _wokenNs : _beginNs;
            _cycles.Add(new TaskCycle(_runNs, timeNs - _sinceNs));
        }

        (_phase, _sinceNs, _runNs, _whole, _wokenNs) = (TaskPhase.Ready, timeNs, 0, true, timeNs);
    }

    /// <summary>Somebody begins to wake it.</summary>
    public void BeginWake(long timeNs) => _wakingNs = timeNs;

    /// <summary>The task as the end of the trace leaves it.</summary>
    /// <param name="originNs">The time of the first switch.</param>
    /// <param name="endNs">The time of the last switch.</param>
    /// <param name="priorityOffset">What to add to its priority to have the kernel's.</param>
    public SchedulingTask Build(long originNs, long endNs, int priorityOffset)
    {
        long beginNs = _cycles.Count > 0 ? _beginNs : _whole ? _wokenNs : originNs;
        long open = _phase == TaskPhase.Running ? Math.Max(0, endNs - _sinceNs) : 0;
        return new SchedulingTask
        {
            Tid = tid,
            Comm = System.Text.Encoding.UTF8.GetString(_comm),
            Priority = _priority + priorityOffset,
            Cycles = _cycles.ToArray(),
            Begin = new Duration(Math.Max(0, beginNs - originNs)),
            LastRun = new Duration(_whole ? _runNs + open : 0),
            Exited = _phase == TaskPhase.Exited,
            Running = new Duration(_runningNs),
            Ready = new Duration(_readyNs),
            UnseenWakeups = _unseenWakeups,
        };
    }
}
