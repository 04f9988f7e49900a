using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Harts.Csrs;

/// <summary>mip and mie, and the parts of them that are sip, sie, hip, hie, hvip, vsip, vsie.</summary>
internal static class InterruptRegisters
{
    public static IEnumerable<Csr> Declare(CsrFile file)
    {
        ulong supervisor = file.Has(Extensions.S) ? InterruptBit.Supervisor : 0;
        ulong hypervisor = file.Has(Extensions.H) ? InterruptBit.Hypervisor : 0;
        yield return new Csr("mie", 0x304, () => file.State.Mie, value => Enable(file, value, InterruptBit.Machine | supervisor | hypervisor));
        yield return new Csr("mip", 0x344, () => file.Hart.Interrupts.Pending, value => Pend(file, value, MachineWritable(file)))
        {
            // The line of an interrupt controller does not find its way into the bit that software sets.
            Modified = () => (file.Hart.Interrupts.Pending & ~InterruptBit.SupervisorExternal) | (file.State.Mip & InterruptBit.SupervisorExternal),
        };
        if (file.Has(Extensions.S))
        {
            yield return new Csr("sie", 0x104, () => file.State.Mie & HostDelegated(file), value => Enable(file, value, HostDelegated(file)));
            yield return new Csr(
                "sip",
                0x144,
                () => file.Hart.Interrupts.Pending & HostDelegated(file),
                value => Pend(file, value, HostDelegated(file) & InterruptBit.SupervisorSoftware));
        }
    }

    /// <summary>Those of the hypervisor extension.</summary>
    public static IEnumerable<Csr> DeclareHypervisor(CsrFile file)
    {
        const ulong vssip = InterruptBit.VirtualSupervisorSoftware;
        yield return new Csr("hie", 0x604, () => file.State.Mie & InterruptBit.Hypervisor, value => Enable(file, value, InterruptBit.Hypervisor));
        yield return new Csr("hip", 0x644, () => file.Hart.Interrupts.Pending & InterruptBit.Hypervisor, value => Pend(file, value, vssip));
        yield return new Csr("hvip", 0x645, () => file.State.Hvip | (file.State.Mip & vssip), value =>
        {
            file.State.Hvip = value & (InterruptBit.VirtualSupervisorExternal | InterruptBit.VirtualSupervisorTimer);
            Pend(file, value, vssip);
        });
        yield return new Csr("hgeie", 0x607, 0);
        yield return new Csr("hgeip", 0xE12, 0);

        // A guest sees its interrupts where a supervisor has them: one bit further down.
        yield return new Csr("vsie", 0x204, () => (file.State.Mie & GuestDelegated(file)) >> 1, value => Enable(file, value << 1, GuestDelegated(file)));
        yield return new Csr(
            "vsip",
            0x244,
            () => (file.Hart.Interrupts.Pending & GuestDelegated(file)) >> 1,
            value => Pend(file, value << 1, GuestDelegated(file) & vssip));
    }

    private static ulong HostDelegated(CsrFile file) => file.State.Mideleg & ~InterruptBit.Hypervisor;

    private static ulong GuestDelegated(CsrFile file) => file.State.Hideleg & InterruptBit.VirtualSupervisor;

    private static ulong MachineWritable(CsrFile file)
    {
        ulong timer = (file.State.Menvcfg & EnvironmentField.Stce) == 0 ? InterruptBit.SupervisorTimer : 0;
        return (file.Has(Extensions.S) ? InterruptBit.SupervisorSoftware | InterruptBit.SupervisorExternal | timer : 0)
            | (file.Has(Extensions.H) ? InterruptBit.VirtualSupervisorSoftware : 0);
    }

    private static void Enable(CsrFile file, ulong value, ulong mask)
    {
        file.State.Mie = (file.State.Mie & ~mask) | (value & mask);
        file.Hart.RequestAttention();
    }

    private static void Pend(CsrFile file, ulong value, ulong mask)
    {
        file.State.Mip = (file.State.Mip & ~mask) | (value & mask);
        file.Hart.RequestAttention();
    }
}
