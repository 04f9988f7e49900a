using System;
using Sim.Kernel.Quantities;

namespace Sim.Hosts.Guests.Programs;

/// <summary>Another program that begins when its VM starts and ends when the VM is gone.</summary>
/// <param name="inner">The program.</param>
/// <param name="start">When the VM starts.</param>
/// <param name="end">When it is gone.</param>
public sealed class LivingProgram(IGuestProgram inner, SimTime start, SimTime end) : IGuestProgram
{
    /// <inheritdoc/>
    public GuestOp Next(GuestMoment moment)
    {
        ArgumentNullException.ThrowIfNull(moment);
        if (moment.Now >= end)
        {
            return GuestOp.End;
        }

        if (moment.Now < start)
        {
            return GuestOp.SleepUntil(start);
        }

        GuestOp op = inner.Next(moment);
        return op.Kind == GuestOpKind.Compute ? op with { Amount = Math.Min(op.Amount, (end - moment.Now).Nanoseconds) } : op;
    }
}
