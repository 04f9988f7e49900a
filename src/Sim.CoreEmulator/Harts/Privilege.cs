namespace Sim.CoreEmulator.Harts;

/// <summary>Privilege levels, encoded as in xPP fields. With virtualisation on (V=1) Supervisor is VS and User is VU.</summary>
internal enum Privilege
{
    User = 0,
    Supervisor = 1,
    Machine = 3,
}
