namespace Sim.Hosts.Guests;

// What the guest knows of one thread.
internal struct ThreadRow
{
    public int Vcpu;
    public int Vm;
    public GuestOpKind Kind; // of the step it is at
    public ThreadPhase Phase;
    public long Left; // work of a computation; spinning still allowed before it sleeps
    public int Target; // lock, barrier or channel, by host-wide id
    public int Next; // in the queue it waits in, or -1
    public int Held; // locks
    public long Message; // when the message it received was sent
}
