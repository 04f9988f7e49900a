using Sim.CoreEmulator.Harts;

namespace Sim.CoreEmulator.Memory;

/// <summary>As whom an access is made: the effective privilege, after MPRV, SPVP and the like.</summary>
/// <param name="Privilege">Effective privilege level.</param>
/// <param name="Virtual">Whether two-stage translation applies (V=1, or as if).</param>
internal readonly record struct AccessMode(Privilege Privilege, bool Virtual)
{
    /// <summary>The index of its <see cref="TlbContext"/>: M, S, U, VS, VU.</summary>
    public int Index => (Privilege, Virtual) switch
    {
        (Privilege.Machine, _) => 0,
        (Privilege.Supervisor, false) => 1,
        (Privilege.User, false) => 2,
        (Privilege.Supervisor, true) => 3,
        _ => 4,
    };
}
