namespace Sim.Hosts.Guests;

// What the guests ask of the host they run on.
internal interface IGuestHost
{
    bool IsRunning(int vcpu);

    // The vCPU is about to be woken.
    void Expect(int vcpu);

    // There is something to run on the vCPU, which may be running already.
    void WakeVcpu(int vcpu, int waker);

    // Something that the vCPU spins for has come: if it runs, let it go on now.
    void Nudge(int vcpu);

    // Does what has been asked for since the event began.
    void Settle();
}
